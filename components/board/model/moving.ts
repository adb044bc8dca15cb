import { toast } from '@/components/ui/overlays/toast'
import { createBulk } from '../outbox/bulk'
import type { Gates } from '../outbox/gates'
import { createMover } from '../outbox/mover'
import type { Undo } from '../outbox/undo'
import type { Place } from '../store/projection'
import { handoverTo, placeInWords, stageNameIn } from '../words/place-in-words'
import type { BoardState } from './board-state'
import type { DealNews } from './deal-news'
import type { Refresher } from './refresher'
import type { ShownDeals } from './shown-deals'

type Options = {
  state: BoardState
  shown: ShownDeals
  dealNews: DealNews
  gates: Gates
  undo: Undo
  refresher: Refresher
}

/** Moves single deals by the move queue and several by a bulk request. */
export function createMoving({ state, shown, dealNews, gates, undo, refresher }: Options) {
  const { board, store, speech, progress, keepFocus } = state
  const { refetch, release, refreshTotals, refreshPageSoon } = refresher

  const mover = createMover({
    store,
    gates,
    keepFocus,
    placeInWords: (id) => placeInWords(store, [id]),
    say: speech.set,
    userId: board.userId,
    changedBy: dealNews.changedBy,
    before: (id) => bulk.whenSent(id),
    refetch,
    onMoved(id, version, last) {
      const card = store.card(id)?.card
      const what = `Moved ${card?.title ?? 'the deal'} to ${stageNameIn(store, card?.stageId ?? '')}${placeInWords(store, [id]).handover}`
      const done = { id, version, deleted: false, what }
      if (last) undo.offer(done)
      else undo.note(done)
      if (last) refetch(id)
      refreshTotals()
    },
    onBack: release,
    onStageGone: refreshPageSoon,
  })

  const bulk = createBulk({
    store,
    keepFocus,
    undo,
    progress,
    isMoving: mover.isMoving,
    moveAlone: mover.move,
    onFinished(ids) {
      for (const id of ids) {
        if (store.has(id)) refetch(id)
        release(id)
      }
      refreshTotals()
    },
  })

  return { bulk, move: createMove(state, shown, mover.move, bulk.move) }
}

type MoveOne = ReturnType<typeof createMover>['move']
type MoveMany = ReturnType<typeof createBulk>['move']

function createMove({ store, speech }: BoardState, { orderWords }: ShownDeals, moveOne: MoveOne, moveMany: MoveMany) {
  /** Moves deals on the screen and then on the server; false when a sort keeps them where they are. */
  return function move(ids: string[], place: Place) {
    const order = orderWords()
    const isThere = (id: string) => store.cellOf(id) === store.cellOf(id, place)
    const moving = ids.filter((id) => store.card(id) && !(order && isThere(id)))
    const [first, second] = moving
    if (!first) {
      if (order) toast(order, { description: 'Choose “As arranged by hand” under View to arrange deals.' })
      speech.set(order)
      return false
    }
    const { fields, ...withoutLane } = order ? { stageId: place.stageId, fields: place.fields } : place
    const staysInLane = moving.every((id) => store.cellOf(id, withoutLane) === store.cellOf(id, place))
    const target = staysInLane ? withoutLane : { ...withoutLane, fields }
    const handover = staysInLane ? '' : handoverTo(store, store.cellOf(first, target))
    if (second) moveMany(moving, target, stageNameIn(store, target.stageId) + handover)
    else moveOne(first, target)
    return true
  }
}
