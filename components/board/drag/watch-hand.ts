import { toast } from '@/components/ui/overlays/toast'
import type { BoardModel } from '../model/board-model'
import { deletedInHand, rearranged } from '../words/announcements'

/** Cancels a drag when its deal is deleted, or stages or lanes change below it. Returns a function that ends the watch. */
export function watchHand({ store, drag, changedBy }: BoardModel, id: string) {
  const { cells } = store
  const { title } = store.card(id)!.card

  function cancel(message: string) {
    toast(message)
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape' }))
  }

  return store.subscribe(() => {
    if (store.deletedAt(id) !== undefined) return cancel(deletedInHand(title, changedBy(id)))
    if (!store.has(id) || store.cells !== cells) return cancel(rearranged(title))
    const lifted = drag.get()
    const ids = [...(lifted?.ids ?? [])].filter(store.has)
    if (lifted && ids.length < lifted.ids.size) drag.set({ ...lifted, ids: new Set(ids) })
  })
}
