import { api } from '@/components/api'
import { toast } from '@/components/ui/toast'
import type { Standing } from './announcements'
import type { BoardStore } from './board-store'
import { createGates } from './gates'
import { createMoveQueue } from './move-queue'
import type { Place } from './projection'
import { refusedMove } from './refusals'
import { signIn } from './sign-in'
import { walkBack } from './walk-back'

type Options = {
  store: BoardStore
  keepFocus: (ids: string[], change: () => void) => void
  standing: (id: string) => Standing
  say: (text: string) => void
  /** Who was the last to change a deal, where that is known. */
  changedBy: (id: string) => string | undefined
  refetch: (id: string) => void
  /** `last` is false when a newer move of the deal is waiting. */
  onMoved: (id: string, version: number, last: boolean) => void
  /** After a deal went back to its place. */
  onBack: (id: string) => void
}

/** Moves deals: at once on the screen, then on the server, and back when that says no. */
export function createMover({ store, keepFocus, standing, say, changedBy, refetch, onMoved, onBack }: Options) {
  async function send(id: string, { stageId, beforeId, afterId }: Place, fields: object = {}) {
    const body = { stageId, beforeId, afterId, ...fields }
    const deal = await api<{ version: number }>(`/api/deals/${id}`, {
      method: 'PUT',
      body,
      ifMatch: store.versionOf(id),
    })
    return deal.version
  }

  function settle(id: string, version: number, last: boolean) {
    store.settle(id, version, !last)
    onMoved(id, version, last)
  }

  function back(id: string) {
    keepFocus([id], () => walkBack(id, () => store.lift(id)))
    onBack(id)
  }

  function refuse(id: string, place: Place, reason: unknown) {
    const refusal = refusedMove(store.card(id)?.card.title ?? 'the deal', reason, changedBy(id))
    toast(refusal.message, {
      tone: 'error',
      description: refusal.description,
      action: refusal.remedy === 'try again' ? { label: 'Try again', onClick: () => move(id, place) } : signIn(reason),
    })
    for (const each of [id, place.beforeId, place.afterId]) if (each) refetch(each)
    back(id)
  }

  const gates = createGates({ send, settle, refuse, back, standing, say })

  const queue = createMoveQueue({
    send,
    onMoved: settle,
    onRefused(id, place, reason) {
      if (!gates.ask(id, place, reason)) refuse(id, place, reason)
    },
  })

  function move(id: string, place: Place) {
    if (!store.card(id)) return
    store.lay(id, place)
    queue.move(id, place)
  }

  return { move, gates }
}
