import { additionOf, deletionOf, editsOf, moveOf } from '@/components/deals/changes'
import { noValues } from '@/components/deals/deal-values'
import type { Change, Outcome, Place } from '@/components/outbox/change'
import { outbox, type View } from '@/components/outbox/outbox'
import { Cancelled } from '@/components/outbox/questions'
import { isStageGone, known } from '@/components/outbox/refusals'
import { toast } from '@/components/ui/overlays/toast'
import type { Card, CardPage } from '@/lib/board/schema'
import { added, back, cancelled, moved } from '../words/announcements'
import { handoverTo, type PlaceInWords, placeInWords, stageNameIn } from '../words/place-in-words'
import type { ShownDeals } from './board-requests'
import type { BoardState } from './board-state'
import type { DealNews } from './deal-news'
import type { Refresher } from './refresher'
import { walkBack } from './walk-back'

type Options = { state: BoardState; shown: ShownDeals; dealNews: DealNews; refresher: Refresher }

/** Sends what is done to deals on this board, and what of the outbox concerns the board. */
export function createDealChanges({ state, shown, dealNews, refresher }: Options) {
  const { board, store } = state
  const view = createView({ state, shown, dealNews, refresher })
  const nameOf = (stageId: string) => stageNameIn(store, stageId)
  const cards = (ids: string[]) =>
    ids.flatMap((id) => {
      const card = store.card(id)?.card
      return card ? { ...card, version: store.versionOf(id) } : []
    })

  /** Moves deals; false when a sort keeps them where they are. */
  function move(ids: string[], place: Place) {
    const order = shown.orderWords()
    const isThere = (id: string) => store.cellOf(id) === store.cellOf(id, place)
    const moving = ids.filter((id) => store.card(id) && !(order && isThere(id)))
    if (!moving.length) {
      if (order) toast(order, { description: 'Choose “As arranged by hand” under View to arrange deals.' })
      state.speech.set(order)
      return false
    }
    const { fields, ...withoutLane } = order ? { stageId: place.stageId, fields: place.fields } : place
    const staysInLane = moving.every((id) => store.cellOf(id, withoutLane) === store.cellOf(id, place))
    const target = staysInLane ? withoutLane : { ...withoutLane, fields }
    const handover = staysInLane ? '' : handoverTo(store, store.cellOf(moving[0]!, target))
    const to = moving.every(isThere) ? '' : nameOf(place.stageId) + handover
    outbox.send(moveOf(cards(moving), target, to))
    return true
  }

  return {
    view,
    move,
    edit: (ids: string[], body: Record<string, unknown>, show: (card: Card) => Partial<Card>) =>
      outbox.send(editsOf(cards(ids), body, show)),
    remove: (ids: string[]) => outbox.send(deletionOf(cards(ids))),
    /** Adds a deal. Throws ApiError when it is refused. */
    async add(stageId: string, fields: Pick<Card, 'title' | 'amount'>) {
      const body = { stageId, ownerId: board.userId, ...fields }
      await outbox.send(additionOf(body, draftOf(state, body), nameOf(stageId)), true)
      state.speech.set(added(fields.title, nameOf(stageId)))
    },
  }
}

/** The card of a deal that the server does not know yet. */
function draftOf({ board }: BoardState, fields: Partial<Card> & Pick<Card, 'title' | 'stageId'>): Card {
  const now = new Date().toISOString()
  const id = `new-${now}-${Math.random()}`
  const { currency } = board.pipeline
  const moments = { stageEnteredAt: now, createdAt: now, updatedAt: now }
  return { ...noValues, currency, clientName: null, rank: '', version: 0, id, ...moments, ...fields }
}

/** How the board shows what is on its way, and what it does when that has arrived or is refused. */
function createView({ state, shown, dealNews, refresher }: Options): View {
  const { store, speech, keepFocus } = state
  const { refetch, release, refreshTotals, refreshPageSoon } = refresher

  /** Announces a deal's place after the dialog is gone, which hides live regions. */
  const sayAfter = (words: (deal: PlaceInWords) => string, ids: string[]) =>
    requestAnimationFrame(() => speech.set(words(placeInWords(store, ids))))

  function lift(ids: string[]) {
    const [first = ''] = ids
    const work = () =>
      store.batch(() => {
        for (const id of ids) store.lift(id)
      })
    keepFocus(ids, () => (ids.length > 1 ? work() : walkBack(first, work)))
    for (const id of ids) release(id)
  }

  /** Puts a new deal in the place of its draft. */
  async function arrive({ ids: [draft = ''], titles }: Change, id: string) {
    dealNews.noteOwn(id)
    const found = await shown.ask<CardPage>(`cards?ids=${id}`).catch(() => refetch(id))
    store.batch(() => {
      if (found) store.putCards(found.items, new Map([[id, { stageFrom: null, byOther: false }]]))
      store.lift(draft)
    })
    if (found && !found.items.length) dealNews.noteHidden(id, titles[0] ?? '')
    refresher.releaseDeferred()
    refreshTotals()
  }

  function settle(change: Change, { versions, deal }: Outcome) {
    const { kind, ids } = change
    if (kind === 'add') return void (deal && arrive(change, deal.id))
    keepFocus(ids, () =>
      store.batch(() => {
        for (const [id, version] of versions)
          if (kind === 'delete') store.remove(id, version)
          else store.confirm(id, version, outbox.has(id))
      }),
    )
    for (const id of ids) {
      if (kind !== 'delete' && !outbox.has(id)) refetch(id)
      dealNews.noteOwn(id)
      release(id)
    }
    refreshTotals()
    if (change.isAsked) sayAfter(moved, ids)
  }

  return {
    lay: (ids, shown) =>
      store.batch(() => {
        for (const [i, each] of shown.entries()) store.lay(ids[i]!, each)
      }),
    lift,
    settle,
    refuse({ kind, ids, body }, reason) {
      if (kind === 'add') return refresher.releaseDeferred()
      if (reason instanceof Cancelled) return sayAfter(cancelled, ids)
      for (const id of [...ids, body.beforeId, body.afterId]) if (typeof id === 'string') refetch(id)
      if (isStageGone(reason)) refreshPageSoon()
      // Where somebody else has put it, or that it is deleted, is not known yet; the refusal says so.
      const isOutdated = [404, 409, 412].includes(known(reason).status)
      if (kind === 'move' && !isOutdated) sayAfter(back, ids)
    },
    changedBy: dealNews.changedBy,
  }
}
