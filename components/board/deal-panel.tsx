'use client'

import { useEffect } from 'react'
import { DealDialog } from '@/components/deals/deal-dialog'
import { useBoard, useStages } from './board-context'

/** The deal that the address names, over the board. */
export default function DealPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { board, model } = useBoard()
  const stages = useStages()

  useEffect(() => () => model.focus(id), [model, id])

  return (
    <DealDialog
      dealId={id}
      stages={stages}
      members={board.members}
      canEdit={board.canEdit}
      onClose={onClose}
      onSaved={model.noteEdit}
      onDeleted={model.noteDeletion}
    />
  )
}
