import { ApiError, api } from '@/components/api'
import { shownDeals } from '@/components/format'
import { createObservable } from '@/components/observable'
import type { Progress } from '@/components/progress'
import { toast } from '@/components/ui/overlays/toast'
import type { BulkChange } from '@/lib/deals/schema'
import type { BoardStore } from '../store/board-store'
import { waitForStore } from '../store/wait-for-store'
import { refusedBulk } from '../words/refusals'
import { isAnswerLost } from './lost-answers'
import { signIn } from './sign-in'
import type { Undo } from './undo'

export type BulkSenderOptions = {
  store: BoardStore
  keepFocus: (ids: string[], change: () => void) => void
  undo: Undo
  progress: Progress
  /** Whether a move of this deal alone is waiting to be sent. */
  isMoving: (id: string) => boolean
  onFinished: (ids: string[]) => void
}

/** One change of many deals, as it is sent, shown and named. */
export type BulkRequest = {
  ids: string[]
  body: Omit<BulkChange, 'deals'>
  /** `participle` completes "were not …". */
  words: { doing: string; done: string; participle: string }
  show: (id: string, i: number) => void
  /** Sends the `ready` deals together and each `lacking` one alone, when a stage requires a field of the latter. */
  split?: (ready: string[], lacking: string[]) => void
}

const MOST_QUESTIONS = 5

type Answer = { batchId: string | null; items: { id: string; version: number }[] }

/** Sends changes of many deals: one request for all of them or none, and one step to undo. */
export function createBulkSender({ store, keepFocus, undo, progress, isMoving, onFinished }: BulkSenderOptions) {
  const sending = new Set<string>()
  /** The move of deals to a lost stage that waits for a lost reason. */
  const waitingForReason = createObservable<BulkRequest | null>(null)

  const together = (ids: string[], work: () => void) => keepFocus(ids, () => store.batch(work))

  async function send(request: BulkRequest): Promise<void> {
    const { ids, body, words, show } = request
    const neighbour = body.beforeId ?? body.afterId ?? ''
    const isFree = () => ![...ids, neighbour].some(store.isPending)
    while (!isFree()) await waitForStore(store, isFree)
    const titles = ids.map((id) => store.card(id)?.card.title ?? '')
    const deals = ids.map((id) => ({ id, version: store.versionOf(id) }))
    for (const id of ids) sending.add(id)
    together(ids, () => ids.forEach(show))
    try {
      const answering = api<Answer>('/api/deals/bulk', { method: 'POST', body: { deals, ...body } })
      const { batchId, items } = await progress.during(`${words.doing}…`, answering)
      for (const id of ids) sending.delete(id)
      together(ids, () => {
        for (const { id, version } of items)
          if (body.delete) store.remove(id, version)
          else store.confirm(id, version, isMoving(id))
      })
      if (batchId) undo.offer({ batchId, ids, what: words.done })
    } catch (reason) {
      for (const id of ids) sending.delete(id)
      together(ids, () => {
        for (const id of ids) if (!isMoving(id)) store.lift(id)
      })
      refuse(request, reason, titles)
    }
    onFinished(ids)
  }

  function refuse(request: BulkRequest, reason: unknown, titles: string[]) {
    const { ids, words } = request
    if (lacksOnlyReasons(reason)) return waitingForReason.set(request)
    const lacking = lackingOf(reason, ids)
    if (request.split && lacking.length && lacking.length <= MOST_QUESTIONS) {
      const ready = ids.filter((id) => !lacking.includes(id))
      return request.split(ready, lacking)
    }
    const verb = isAnswerLost(reason) ? 'may not have been' : ids.length === 1 ? 'was not' : 'were not'
    const message = `${shownDeals(ids.length)} ${verb} ${words.participle}`
    const { remedy, ...refusal } = refusedBulk(message, reason, (place) => titles[place] ?? '')
    const again = () => send({ ...request, ids: ids.filter(store.has) })
    const action = remedy === 'try again' ? { label: 'Try again', onClick: again } : signIn(reason)
    toast(refusal.message, { tone: 'error', description: refusal.description, action })
  }

  function answer({ split: _, ...request }: BulkRequest, lostReason: string) {
    waitingForReason.set(null)
    return send({ ...request, body: { ...request.body, lostReason } })
  }

  return { send, waitingForReason, answer, whenSent: (id: string) => waitForStore(store, () => !sending.has(id)) }
}

/** Whether lost reasons are all that is missing: one reason serves all deals, other fields differ by deal. */
const lacksOnlyReasons = (reason: unknown) =>
  reason instanceof ApiError && reason.status === 422 && reason.fields.every(({ path }) => path.endsWith('.lostReason'))

/** The deals of `ids` that lack a field which their stage requires. */
function lackingOf(reason: unknown, ids: string[]) {
  if (!(reason instanceof ApiError) || reason.status !== 422) return []
  const places = reason.fields.map(({ path }) => Number(/^deals\.(\d+)\./.exec(path)?.[1]))
  return [...new Set(places)].flatMap((place) => ids[place] ?? [])
}
