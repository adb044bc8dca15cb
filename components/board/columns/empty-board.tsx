import { Suspense, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { later } from '@/components/ui/later'
import { useBoard } from '../model/board-context'

const StageNameDialog = later(() => import('./stage-name-dialog'))

export function EmptyBoard() {
  const { board } = useBoard()
  const [adding, setAdding] = useState(false)
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      Add the first stage
    </Button>
  )
  return (
    <EmptyState title="This pipeline has no stages yet" action={board.canEdit && add}>
      Stages are the steps a deal takes from first talk to won. Each becomes a column here.
      {adding && (
        <Suspense>
          <StageNameDialog at={0} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </EmptyState>
  )
}
