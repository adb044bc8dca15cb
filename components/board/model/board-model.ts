import { toast } from '@/components/ui/overlays/toast'
import type { Board, Card, CardPage, TotalsList } from '@/lib/board/schema'
import type { Deal } from '@/lib/deals/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import { createAdder } from '../outbox/adder'
import { createBulk } from '../outbox/bulk'
import { createGates } from '../outbox/gates'
import { createMover } from '../outbox/mover'
import { createProgress } from '../outbox/progress'
import { createRemover } from '../outbox/remover'
import { createUndo } from '../outbox/undo'
import { BoardStore, type News } from '../store/board-store'
import { createCardRefresher } from '../store/card-refresher'
import { laneQuery } from '../store/cells'
import { createFocus } from '../store/focus'
import type { ListHandle } from '../store/list-handle'
import { createCell } from '../store/observable'
import { createOpenTotals } from '../store/open-totals'
import { orderBy, sortWords } from '../store/order'
import { createPageLoader } from '../store/page-loader'
import type { Place } from '../store/projection'
import { createRemovals } from '../store/removals'
import { createSelection } from '../store/selection'
import { added } from '../words/announcements'
import { stageNameIn, standingIn } from '../words/place-in-words'
import { type Asked, createAsker } from './board-requests'
import type { Drag } from './drag-state'
import { createPresence } from './presence'
import { createTotalsRefresher } from './totals-refresher'

const PAGE = 500
const NOTICED_AFTER = 1600
const REFRESH_AFTER = 100

const orderOf = (board: Board, { sort }: Asked) => (sort ? orderBy(sort, board) : undefined)

export type BoardModel = ReturnType<typeof createBoardModel>

/** Everything a board does in the browser, wired once per page. */
export function createBoardModel(board: Board, shownUnder: Asked, refreshPage: () => void) {
  const path = `/api/pipelines/${board.pipeline.id}`
  const store = new BoardStore(board, orderOf(board, shownUnder))
  const names = new Map(board.members.map((member) => [member.id, member.name]))
  const news = new Map<string, News>()
  const changedBy = new Map<string, string>()
  const sent = new Map<string, Card>()
  const shown = createAsker(path, shownUnder)
  const { ask } = shown
  let refreshing: ReturnType<typeof setTimeout> | undefined

  const drag = createCell<Drag | null>(null)
  const speech = createCell('')
  const loadFailed = createCell(false)
  /** The stage whose quick add is open. */
  const quickAdd = createCell<string | null>(null)
  const lists = new Map<string, ListHandle>()
  const { focus, goTo, keepFocus } = createFocus(store, lists)
  const presence = createPresence(board, drag)
  const selection = createSelection(store, speech.set)
  const progress = createProgress()
  const removeSoon = createRemovals(store)

  const isBusy = (id: string) => store.isPending(id) || drag.get()?.ids.has(id) || adder.isHeld(id)

  const refresher = createCardRefresher({
    isBusy,
    async fetchCards(ids) {
      const here = ids.flatMap((id) => takeSent(id) ?? [])
      const known = new Set(here.map((card) => card.id))
      const missing = ids.filter((id) => !known.has(id))
      if (!missing.length) return here
      return [...here, ...(await ask<CardPage>(`cards?ids=${missing.join()}`)).items]
    },
    onFetched(ids, cards) {
      const found = new Set(cards.map((card) => card.id))
      keepFocus(ids, () => store.putCards(cards, news))
      for (const id of ids) {
        // Under a filter it may well be there, and come back with any change.
        if (!found.has(id)) store.remove(id, isFiltered() ? -1 : undefined)
        news.delete(id)
      }
      refreshTotals()
      setTimeout(() => store.calm(ids), NOTICED_AFTER)
    },
  })

  const undo = createUndo({ store, progress, refetch: (id) => refresher.want(id), say: speech.set })

  const refreshTotals = createTotalsRefresher(
    store,
    () => ask<TotalsList>('totals'),
    // Lanes that come and go would move the board under the hand.
    () => store.isSettled && refresher.isIdle() && !drag.get(),
  )

  const { loadUpTo, reload, retry } = createPageLoader(
    store,
    (key, after) => {
      const cell = store.cells.at(key)!
      const page = { stageId: cell.stageId, ...laneQuery(cell), ...(after && { after }), take: String(PAGE) }
      return ask<CardPage>(`cards?${new URLSearchParams(page)}`)
    },
    loadFailed.set,
  )

  const gates = createGates()

  const adder = createAdder({
    store,
    gates,
    board,
    fetchCard: (id) => shown.askUnfiltered<CardPage>(`cards?ids=${id}`),
    refetch: (id) => refresher.want(id),
    onAdded: (title, stageId) => speech.set(added(title, stageName(stageId))),
    onSettled(held) {
      refreshTotals()
      for (const id of held) release(id)
    },
  })

  const mover = createMover({
    store,
    gates,
    keepFocus,
    standing: (id) => standingIn(store, [id]),
    say: speech.set,
    userId: board.userId,
    changedBy: (id) => names.get(changedBy.get(id) ?? ''),
    before: (id) => bulk.through(id),
    refetch: (id) => refresher.want(id),
    onMoved(id, version, last) {
      const done = { id, version, deleted: false, what: `Moved ${titleOf(id)} to ${stageName(stageIdOf(id))}` }
      if (last) undo.offer(done)
      else undo.note(done)
      if (last) refresher.want(id)
      refreshTotals()
    },
    onBack: release,
    onStageGone: refreshSoon,
  })

  const bulk = createBulk({
    store,
    keepFocus,
    undo,
    progress,
    isMoving: mover.isMoving,
    moveAlone: mover.move,
    onSettled(ids) {
      for (const id of ids) {
        if (store.has(id)) refresher.want(id)
        release(id)
      }
      refreshTotals()
    },
  })

  /** At once on the screen, then on the server. False when they stay, as a sort decides where in its stage a deal stands. */
  function move(ids: string[], place: Place) {
    const order = orderWords()
    const isThere = (id: string) => store.cellOf(id) === store.cellOf(id, place)
    const moving = ids.filter((id) => store.card(id) && !(order && isThere(id)))
    const [first, second] = moving
    if (!first) {
      if (order) toast(order, { description: 'Choose “As arranged by hand” under View to arrange deals.' })
      speech.set(order)
      return false
    }
    const { fields, ...spot } = order ? { stageId: place.stageId, fields: place.fields } : place
    const staysInLane = moving.every((id) => store.cellOf(id, spot) === store.cellOf(id, place))
    const target = staysInLane ? spot : { ...spot, fields }
    if (second) bulk.move(moving, target, stageName(target.stageId))
    else mover.move(first, target)
    return true
  }

  const isFiltered = () => shown.now().filter !== ''

  /** Why deals cannot be arranged; empty where they can. */
  const orderWords = () => {
    const { sort } = shown.now()
    return sort && `Order follows the sort by ${sortWords(sort)}`
  }

  const remove = createRemover({
    store,
    undo,
    onRefused: (id) => refresher.want(id),
    onSettled(id) {
      refreshTotals()
      release(id)
    },
  })

  const stageIdOf = (id: string) => store.card(id)?.card.stageId ?? ''
  const titleOf = (id: string) => store.card(id)?.card.title ?? 'the deal'

  function release(id: string) {
    refresher.release(id)
  }

  /** An edit of the stages comes as one event for each. */
  function refreshSoon() {
    clearTimeout(refreshing)
    refreshing = setTimeout(refreshPage, REFRESH_AFTER)
  }

  /** A card that came with its event, unless something newer is known by now. */
  function takeSent(id: string) {
    const card = sent.get(id)
    sent.delete(id)
    return card && card.version >= store.versionOf(id) ? card : undefined
  }

  /** What the stream tells; versions that are here already are our own echo. */
  function receive(event: ChangeEvent) {
    if (event.entity === 'stage' && event.action === 'moved') return reload(event.entityId)
    if (event.entity === 'pipeline' || event.entity === 'stage') return refreshSoon()
    if (event.entity !== 'deal') return
    const { entityId: id, actorId, action, version } = event
    const byOther = actorId !== board.userId
    if (byOther && actorId) changedBy.set(id, actorId)
    if (version <= store.versionOf(id) && action !== 'deleted') return
    refreshTotals()
    if (action === 'deleted' && !isBusy(id)) return removeSoon(id, version)
    if (action === 'created' && !byOther) adder.hold(id)
    // Whether it matches a filter, and whether it did before, the server knows; and what a sort goes by.
    const card = isFiltered() || orderWords() ? undefined : event.card
    const stageFrom = action === 'created' ? null : (event.stageFrom ?? undefined)
    if (card) sent.set(id, card)
    else sent.delete(id)
    news.set(id, { stageFrom: isFiltered() ? undefined : stageFrom, byOther })
    refresher.want(id, card && 0)
  }

  /** What the server has rendered; where something else was asked for than before, nothing held so far is trusted. */
  function take(board: Board, under: Asked, afresh: boolean) {
    const isOther = !shown.isNow(under)
    shown.change(under)
    if (isOther) sent.clear()
    if (afresh) store.forget()
    store.take(board, afresh || isOther, orderOf(board, under))
    refreshTotals()
  }

  const stageName = (stageId: string) => stageNameIn(store, stageId)

  return {
    store,
    openTotals: createOpenTotals(store),
    drag,
    speech,
    loadFailed,
    presence,
    adding: quickAdd,
    lists,
    loadUpTo,
    loadAgain: retry,
    take,
    isFiltered,
    orderWords,
    move,
    questions: gates.questions,
    bulk,
    remove,
    selection,
    progress: progress.text,
    whileLong: progress.during,
    add: adder.add,
    undo: () => undo.undo(),
    noteEdit: ({ id, version, title }: Deal) => undo.note({ id, version, deleted: false, what: `Edited ${title}` }),
    noteDeletion: ({ id, version, title }: Deal) =>
      undo.offer({ id, version, deleted: true, what: `Deleted ${title}` }),
    receive,
    release,
    refetch: (id: string) => refresher.want(id),
    refreshTotals,
    stageName,
    standing: (ids: string[], at?: { cell: string; index: number }) => standingIn(store, ids, at),
    focus,
    goTo,
  }
}
