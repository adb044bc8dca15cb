'use client'

import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { Button } from '@/components/ui/button'

const NewPipelineDialog = lazy(() => import('./new-pipeline-dialog'))

export function NewPipelineButton({ currency }: { currency: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        New pipeline
      </Button>
      {open && (
        <Suspense>
          <NewPipelineDialog currency={currency} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
