import { ApiError, api } from '@/components/api'
import type { BoardStore } from '../store/board-store'
import { isNotFound, wasDeleted } from './lost-answers'
import type { createUndo } from './undo'

type Options = {
  store: BoardStore
  undo: ReturnType<typeof createUndo>
  onRefused: (id: string) => void
  onFinished: (id: string) => void
}

/** Deletes deals: from the board at once, then on the server. */
export function createDeleter({ store, undo, onRefused, onFinished }: Options) {
  /** Throws ApiError when the deletion is refused; the deal is then back. */
  return async function deleteDeal(id: string) {
    const version = store.versionOf(id)
    const what = `Deleted ${store.card(id)?.card.title ?? 'the deal'}`
    store.lay(id, null)
    try {
      const isOurs = await api(`/api/deals/${id}`, { method: 'DELETE', ifMatch: version }).then(
        () => true,
        async (reason) => {
          if (await wasDeleted(reason, id)) return true
          if (isNotFound(reason)) return false
          throw reason
        },
      )
      store.remove(id)
      if (isOurs) undo.offer({ id, version, deleted: true, what })
    } catch (reason) {
      store.lift(id)
      onRefused(id)
      if (reason instanceof ApiError && reason.status === 412)
        throw new ApiError(412, 'Someone changed this deal meanwhile. Look at it again before you delete it.')
      throw reason
    } finally {
      onFinished(id)
    }
  }
}
