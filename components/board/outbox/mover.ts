import { toast } from '@/components/ui/overlays/toast'
import type { Card } from '@/lib/board/schema'
import type { BoardStore } from '../store/board-store'
import type { Place } from '../store/projection'
import { cancelled, moved, type Standing } from '../words/announcements'
import { isStageGone, refusedMove } from '../words/refusals'
import { type Gates, isQuestion } from './gates'
import { createMoveQueue } from './move-queue'
import { sendMove } from './send-move'
import { signIn } from './sign-in'
import { walkBack } from './walk-back'

type Options = {
  store: BoardStore
  gates: Gates
  keepFocus: (ids: string[], change: () => void) => void
  standing: (id: string) => Standing
  say: (text: string) => void
  userId: string
  /** Who was the last to change a deal, where that is known. */
  changedBy: (id: string) => string | undefined
  /** Resolves when nothing that was done to the deal before is on its way. */
  before: (id: string) => Promise<void>
  refetch: (id: string) => void
  /** `last` is false when a newer move of the deal is waiting. */
  onMoved: (id: string, version: number, last: boolean) => void
  /** After a deal went back to its place. */
  onBack: (id: string) => void
  onStageGone: () => void
}

/** Moves deals: at once on the screen, then on the server, and back when that says no. */
export function createMover(options: Options) {
  const { store, gates, keepFocus, standing, say, userId, changedBy, before, refetch, onMoved, onBack, onStageGone } =
    options

  async function send(id: string, place: Place, fields?: object) {
    await before(id)
    return sendMove(id, place, { version: store.versionOf(id), userId, fields })
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
    if (isStageGone(reason)) onStageGone()
    back(id)
  }

  /** The dialog hides all else from assistive technology, until it is gone. */
  const sayAfter = (words: (deal: Standing) => string, id: string) =>
    requestAnimationFrame(() => say(words(standing(id))))

  async function ask(id: string, place: Place, reason: unknown) {
    try {
      const version = await gates.askFor(id, place, reason, async (fields) => {
        const version = await send(id, place, fields)
        store.lay(id, { ...place, fields: { ...place.fields, ...laneFieldsOf(fields) } })
        return version
      })
      settle(id, version, true)
      sayAfter(moved, id)
    } catch (why) {
      if (why !== reason) return refuse(id, place, why)
      back(id)
      sayAfter(cancelled, id)
    }
  }

  const queue = createMoveQueue({
    send,
    onMoved: settle,
    onRefused(id, place, reason) {
      if (isQuestion(reason)) ask(id, place, reason)
      else refuse(id, place, reason)
    },
  })

  function move(id: string, place: Place) {
    if (!store.card(id)) return
    store.lay(id, place)
    queue.move(id, store.placeOf(id) ?? place)
  }

  return { move, isMoving: queue.has }
}

/** What was filled in may decide the lane. */
const laneFieldsOf = ({ ownerId, clientId }: Partial<Card>): Partial<Card> => ({
  ...(ownerId !== undefined && { ownerId }),
  ...(clientId !== undefined && { clientId }),
})
