import { ApiError, api } from '@/components/api'
import { shownDeals } from '@/components/format'
import { toast } from '@/components/ui/overlays/toast'
import type { Card } from '@/lib/board/schema'
import type { BulkChange } from '@/lib/deals/schema'
import type { BoardStore } from '../store/board-store'
import { createCell } from '../store/observable'
import { type Place, placesTogether } from '../store/projection'
import { until } from '../store/until'
import { refusedBulk } from '../words/refusals'
import { isUnsure } from './lost-answers'
import type { Progress } from './progress'
import { writable } from './send-move'
import { signIn } from './sign-in'
import type { Undo } from './undo'

type Options = {
  store: BoardStore
  keepFocus: (ids: string[], change: () => void) => void
  undo: Undo
  progress: Progress
  /** A move of this deal alone is waiting to be sent. */
  isMoving: (id: string) => boolean
  moveAlone: (id: string, place: Place) => void
  /** After each, with the deals it was about. */
  onSettled: (ids: string[]) => void
}

export type Change = {
  ids: string[]
  body: Omit<BulkChange, 'deals'>
  /** What it is called while it runs, afterwards, and in "were not …". */
  words: { doing: string; done: string; participle: string }
  show: (id: string, i: number) => void
  /** Instead of all: these together, and those one by one, each to be asked for what it lacks. */
  apart?: (ready: string[], lacking: string[]) => void
}

/** More questions than that nobody answers one after the other. */
const MOST_ASKED = 5

type Answer = { batchId: string | null; items: { id: string; version: number }[] }

/** What is done to many deals at once: one request, all of them or none, and one step to take back. */
export function createBulk({ store, keepFocus, undo, progress, isMoving, moveAlone, onSettled }: Options) {
  const sending = new Set<string>()
  /** A move that waits to be told why its deals were lost. */
  const asking = createCell<Change | null>(null)

  /** Cards that go to another list are made anew there. */
  const together = (ids: string[], work: () => void) => keepFocus(ids, () => store.together(work))

  async function run(change: Change): Promise<void> {
    const { ids, body, words, show } = change
    // What was done to them before, or to the deal they shall stand beside, has to arrive first.
    const before = [...ids, body.beforeId ?? body.afterId ?? '']
    const isFree = () => !before.some(store.isPending)
    while (!isFree()) await until(store, isFree)
    const titles = ids.map((id) => store.card(id)?.card.title ?? '')
    const deals = ids.map((id) => ({ id, version: store.versionOf(id) }))
    for (const id of ids) sending.add(id)
    together(ids, () => ids.forEach(show))
    try {
      const asked = api<Answer>('/api/deals/bulk', { method: 'POST', body: { deals, ...body } })
      const { batchId, items } = await progress.during(`${words.doing}…`, asked)
      for (const id of ids) sending.delete(id)
      together(ids, () => {
        for (const { id, version } of items)
          if (body.delete) store.remove(id, version)
          else store.settle(id, version, isMoving(id))
      })
      if (batchId) undo.offer({ batchId, ids, what: words.done })
    } catch (reason) {
      for (const id of ids) sending.delete(id)
      together(ids, () => {
        for (const id of ids) if (!isMoving(id)) store.lift(id)
      })
      refuse(change, reason, titles)
    }
    onSettled(ids)
  }

  function refuse(change: Change, reason: unknown, titles: string[]) {
    const { ids, words } = change
    if (lacksReasons(reason)) return asking.set(change)
    const lacking = lackingOf(reason, ids)
    if (change.apart && lacking.length && lacking.length <= MOST_ASKED) {
      const ready = ids.filter((id) => !lacking.includes(id))
      return change.apart(ready, lacking)
    }
    const verb = isUnsure(reason) ? 'may not have been' : ids.length === 1 ? 'was not' : 'were not'
    const message = `${shownDeals(ids.length)} ${verb} ${words.participle}`
    const { remedy, ...refusal } = refusedBulk(message, reason, (place) => titles[place] ?? '')
    const again = () => run({ ...change, ids: ids.filter(store.has) })
    const action = remedy === 'try again' ? { label: 'Try again', onClick: again } : signIn(reason)
    toast(refusal.message, { tone: 'error', description: refusal.description, action })
  }

  const wordsFor = (ids: string[], [doing, past, participle]: [string, string, string], rest = '') => ({
    doing: `${doing} ${shownDeals(ids.length)}`,
    done: `${past} ${shownDeals(ids.length)}${rest}`,
    participle,
  })

  function answer({ apart: _, ...change }: Change, lostReason: string) {
    asking.set(null)
    return run({ ...change, body: { ...change.body, lostReason } })
  }

  /** Together to a place, in this order. */
  function move(ids: string[], place: Place, stage: string): Promise<void> {
    const places = placesTogether(ids, place)
    const words = wordsFor(ids, ['Moving', 'Moved', 'moved'], ` to ${stage}`)
    const { fields, ...body } = place
    return run({
      ids,
      body: { ...body, ...writable(fields) },
      words,
      show: (id, i) => store.lay(id, places[i]!),
      apart(ready, lacking) {
        if (ready.length) move(ready, place, stage)
        for (const id of lacking) moveAlone(id, { stageId: place.stageId, fields })
      },
    })
  }

  return {
    asking,
    answer,
    move,
    /** Changes fields that a card shows, or others. */
    edit(ids: string[], body: Change['body'], fields: (card: Card) => Partial<Card>) {
      const words = wordsFor(ids, ['Changing', 'Changed', 'changed'])
      const show = (id: string) => store.layFields(id, fields(store.card(id)!.card))
      return run({ ids, body, words, show })
    },
    remove(ids: string[]) {
      const words = wordsFor(ids, ['Deleting', 'Deleted', 'deleted'])
      return run({ ids, body: { delete: true }, words, show: (id) => store.lay(id, null) })
    },
    /** When nothing of it is on its way any more for this deal. */
    through: (id: string) => until(store, () => !sending.has(id)),
  }
}

/** One reason goes for all; whatever else a stage asks for is each deal's own. */
const lacksReasons = (reason: unknown) =>
  reason instanceof ApiError && reason.status === 422 && reason.fields.every(({ path }) => path.endsWith('.lostReason'))

/** Those of them that a stage asks something of. */
function lackingOf(reason: unknown, ids: string[]) {
  if (!(reason instanceof ApiError) || reason.status !== 422) return []
  const places = reason.fields.map(({ path }) => Number(/^deals\.(\d+)\./.exec(path)?.[1]))
  return [...new Set(places)].flatMap((place) => ids[place] ?? [])
}
