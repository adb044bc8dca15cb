'use client'

import { useEffect, useRef } from 'react'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { useBoard, useCard } from './board-context'

export default function DeleteDealDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { model } = useBoard()
  const card = useCard(id)?.card
  const focusNext = useRef(id)

  useEffect(() => () => model.focus(focusNext.current), [model])

  async function confirm() {
    const { ids } = model.store.column(card!.stageId)
    const at = ids.indexOf(id)
    await model.remove(id)
    focusNext.current = ids[at + 1] ?? ids[at - 1] ?? id
    onClose()
  }

  return (
    <ConfirmDialog title="Delete this deal" confirmLabel="Delete deal" onConfirm={confirm} onClose={onClose}>
      <span dir="auto" className="line-clamp-3 font-medium break-words text-text">
        {card?.title}
      </span>
      It leaves the board for everyone. Its history stays in the change log.
    </ConfirmDialog>
  )
}
