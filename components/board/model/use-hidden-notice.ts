import { useEffect } from 'react'
import { outbox } from '@/components/outbox/outbox'
import { toast } from '@/components/ui/overlays/toast'
import { shortened } from '@/lib/values/titles-in-words'
import type { BoardModel } from './board-model'

/** Says when the filter hides an own deal where it is now, and offers to show it or to take the change back. */
export function useHiddenNotice({ hidden }: BoardModel, show: (id: string) => void) {
  useEffect(
    () =>
      hidden.subscribe(() => {
        const deal = hidden.get()
        if (!deal) return
        toast(`“${shortened(deal.title)}” is hidden by the filter`, {
          id: 'undo',
          second: { label: 'Undo', onClick: () => outbox.undo() },
          action: { label: 'Show', onClick: () => show(deal.id) },
        })
      }),
    [hidden, show],
  )
}
