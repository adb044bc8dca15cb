import { toast } from '@/components/ui/overlays/toast'
import type { Card } from '@/lib/board/schema'
import type { BoardStore } from '../store/board-store'
import type { Place } from '../store/projection'
import { cancelled, moved } from '../words/announcements'
import type { PlaceInWords } from '../words/place-in-words'
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
  placeInWords: (id: string) => PlaceInWords
  say: (text: string) => void
  userId: string
  /** The name of the member who changed a deal last, where known. */
  changedBy: (id: string) => string | undefined
  /** Resolves when no earlier change of the deal is pending. */
  before: (id: string) => Promise<void>
  refetch: (id: string) => void
  /** `last` is false when a newer move of the same deal is waiting. */
  onMoved: (id: string, version: number, last: boolean) => void
  /** Called after a refused deal went back to its place. */
  onBack: (id: string) => void
  onStageGone: () => void
}

/** Moves single deals: on the screen, then on the server, and back when it refuses. */
export function createMover(options: Options) {
  const {
    store,
    gates,
    keepFocus,
    placeInWords,
    say,
    userId,
    changedBy,
    before,
    refetch,
    onMoved,
    onBack,
    onStageGone,
  } = options

  async function send(id: string, place: Place, fields?: object) {
    await before(id)
    return sendMove(id, place, { version: store.versionOf(id), userId, fields })
  }

  function confirm(id: string, version: number, last: boolean) {
    store.confirm(id, version, !last)
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

  /** Announces a deal's place after the dialog is gone, which hides live regions. */
  const sayAfter = (words: (deal: PlaceInWords) => string, id: string) =>
    requestAnimationFrame(() => say(words(placeInWords(id))))

  async function ask(id: string, place: Place, reason: unknown) {
    try {
      const version = await gates.askFor(id, place, reason, async (fields) => {
        const version = await send(id, place, fields)
        store.lay(id, { ...place, fields: { ...place.fields, ...laneFieldsOf(fields) } })
        return version
      })
      confirm(id, version, true)
      sayAfter(moved, id)
    } catch (why) {
      if (why !== reason) return refuse(id, place, why)
      back(id)
      sayAfter(cancelled, id)
    }
  }

  const queue = createMoveQueue({
    send,
    onMoved: confirm,
    onRefused(id, place, reason) {
      if (isQuestion(reason)) ask(id, place, reason)
      else refuse(id, place, reason)
    },
  })

  function move(id: string, place: Place) {
    if (!store.card(id)) return
    store.lay(id, place)
    queue.move(id, store.pendingPlaceOf(id) ?? place)
  }

  return { move, isMoving: queue.has }
}

/** The answered fields that decide the lane. */
const laneFieldsOf = ({ ownerId, clientId }: Partial<Card>): Partial<Card> => ({
  ...(ownerId !== undefined && { ownerId }),
  ...(clientId !== undefined && { clientId }),
})
