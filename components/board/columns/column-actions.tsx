import { ChevronsRightLeft, Plus } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useBoard, useObservable } from '../model/board-context'
import { toggleCollapsed } from '../url/collapsed'
import { ColumnMenu } from './column-menu'

export function useQuickAdd(stage: BoardStage) {
  const { model } = useBoard()
  const adding = useObservable(model.quickAdd, (stageId) => stageId === stage.id)
  return [adding, (open: boolean) => model.quickAdd.set(open ? stage.id : null)] as const
}

export function ColumnActions({ stage }: { stage: BoardStage }) {
  const { board } = useBoard()
  const [adding, setAdding] = useQuickAdd(stage)
  if (!board.canEdit)
    return (
      <IconButton
        label={`Collapse ${stage.name}`}
        icon={<ChevronsRightLeft aria-hidden />}
        onClick={() => toggleCollapsed(stage.id)}
      />
    )
  return (
    <>
      <IconButton
        label={`Add a deal to ${stage.name}`}
        icon={<Plus aria-hidden />}
        aria-expanded={adding}
        onClick={() => setAdding(!adding)}
      />
      <ColumnMenu stage={stage} onAdd={() => setAdding(true)} />
    </>
  )
}
