import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { deletionOf, editOf, editsOf, moveOf } from '@/components/deals/changes'
import { isStuck } from './deliver'
import { Outbox, type View } from './outbox'

const toast = vi.hoisted(() => vi.fn())
vi.mock('@/components/ui/overlays/toast', () => ({ toast }))
vi.mock('@/components/fields/usual-values', () => ({ fetchUsualValues: async () => [] }))

type Request = { path: string; method: string; body: Record<string, unknown>; key: string; ifMatch: string | undefined }
type Sent = Request & { answer: (status: number, body?: object) => void; fail: () => void }

let stored: Map<string, string>

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  stored = new Map()
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, value: string) => stored.set(name, value),
  })
  vi.stubGlobal('navigator', { onLine: true })
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('removeEventListener', () => {})
  vi.stubGlobal('location', { pathname: '/', search: '' })
  toast.mockClear()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** An outbox whose requests the test answers, and what its view hears. */
function setUp() {
  const requests: Sent[] = []
  vi.stubGlobal('fetch', (path: string, init: { method: string; body: string; headers: Record<string, string> }) => {
    const { method, body, headers } = init
    return new Promise((resolve, reject) => {
      requests.push({
        path,
        method,
        body: body && JSON.parse(body),
        key: headers['idempotency-key']!,
        ifMatch: headers['if-match'],
        answer: (status, body) => resolve(body ? Response.json(body, { status }) : new Response(null, { status })),
        fail: () => reject(new TypeError('Failed to fetch')),
      })
    })
  })
  const view = {
    lay: vi.fn<View['lay']>(),
    lift: vi.fn<View['lift']>(),
    settle: vi.fn<View['settle']>(),
    refuse: vi.fn<View['refuse']>(),
    changedBy: () => undefined,
  }
  const outbox = new Outbox()
  outbox.open('me')
  outbox.attach(view)
  return { outbox, requests, view, bodies: () => requests.map(({ path, body }) => [path.split('/').at(-1), body]) }
}

const tick = () => vi.advanceTimersByTimeAsync(0)
const deal = (id: string, version = 1) => ({ id, title: `Deal ${id}`, version })
const move = (id: string, stageId: string, afterId?: string) =>
  moveOf([deal(id)], { stageId, ...(afterId && { afterId }) }, stageId)

it('has one request in flight per deal and lets a newer move replace the waiting one', async () => {
  const { outbox, requests, bodies } = setUp()
  for (const stageId of ['s1', 's2', 's3']) outbox.send(move('a', stageId))
  await tick()
  expect(bodies()).toEqual([['a', { stageId: 's1' }]])
  requests[0]!.answer(200, deal('a', 2))
  await tick()
  expect(bodies().at(-1)).toEqual(['a', { stageId: 's3' }])
  expect([requests.length, requests[1]!.ifMatch]).toEqual([2, '"2"'])
})

it('sends changes of other deals although one hangs', async () => {
  const { outbox, bodies } = setUp()
  outbox.send(move('a', 's'))
  outbox.send(editOf(deal('a'), { title: 'A' }, {}))
  outbox.send(move('b', 's'))
  await tick()
  expect(bodies().map(([id]) => id)).toEqual(['a', 'b'])
})

it('lets a move wait for an earlier one of its neighbour, and never for a later one', async () => {
  const { outbox, requests, bodies } = setUp()
  outbox.send(move('a', 's'))
  outbox.send(move('b', 's', 'a'))
  outbox.send(move('a', 's', 'b'))
  await tick()
  expect(bodies().map(([id]) => id)).toEqual(['a'])
  requests[0]!.answer(200, deal('a', 2))
  await tick()
  expect(bodies().map(([id]) => id)).toEqual(['a', 'b'])
  requests[1]!.answer(200, deal('b', 2))
  await tick()
  expect(bodies().map(([id]) => id)).toEqual(['a', 'b', 'a'])
})

it('repeats what has no answer under its key until it has one', async () => {
  const { outbox, requests, view } = setUp()
  outbox.send(move('a', 's'))
  await tick()
  requests[0]!.fail()
  await vi.advanceTimersByTimeAsync(600)
  expect(outbox.entries.get().some(isStuck)).toBe(true)
  requests[1]!.answer(503, { status: 503 })
  await vi.advanceTimersByTimeAsync(2000)
  requests[2]!.answer(409, { status: 409, code: 'key_in_flight' })
  await vi.advanceTimersByTimeAsync(4000)
  expect(new Set(requests.map(({ key }) => key)).size).toBe(1)
  requests[3]!.answer(200, deal('a', 2))
  await tick()
  expect([view.settle.mock.calls.length, !outbox.entries.get().length, outbox.entries.get().some(isStuck)]).toEqual([
    1,
    true,
    false,
  ])
})

it('gives up on a server that fails three times', async () => {
  const { outbox, requests, view } = setUp()
  outbox.send(move('a', 's'))
  for (let i = 0; i < 3; i++) {
    await vi.advanceTimersByTimeAsync(4000)
    requests[i]!.answer(500, { status: 500 })
  }
  await tick()
  expect(view.lift).toHaveBeenCalledWith(['a'])
  expect(toast).toHaveBeenCalledWith('“Deal a” was not moved', expect.objectContaining({ tone: 'error' }))
})

it.each([
  [['title'], true],
  [['stageId', 'stageEnteredAt'], false],
  [['place'], false],
])('a move over a change of %j by somebody else is made: %s', async (changed, isMade) => {
  const { outbox, requests, view } = setUp()
  outbox.send(move('a', 's'))
  await tick()
  requests[0]!.answer(412, { status: 412, current: deal('a', 7), changed })
  await tick()
  expect(requests[1]?.ifMatch).toBe(isMade ? '"7"' : undefined)
  expect(view.refuse).toHaveBeenCalledTimes(isMade ? 0 : 1)
})

it('an edit is refused only where somebody else has changed the same field', async () => {
  const { outbox, requests } = setUp()
  const title = outbox.send(editOf(deal('a'), { title: 'A' }, {}), true)
  await tick()
  requests[0]!.answer(412, { status: 412, current: deal('a', 2), changed: ['stageId', 'place'] })
  await tick()
  requests[1]!.answer(412, { status: 412, current: deal('a', 3), changed: ['title'] })
  await expect(title).rejects.toMatchObject({ status: 412 })
  expect(toast).not.toHaveBeenCalled()
})

it('goes to the top where its neighbour is gone', async () => {
  const { outbox, requests, bodies } = setUp()
  outbox.send(move('a', 's', 'x'))
  await tick()
  requests[0]!.answer(400, { status: 400, errors: [{ path: 'afterId', message: 'is no deal' }] })
  await tick()
  expect(bodies()).toEqual([
    ['a', { stageId: 's', afterId: 'x' }],
    ['a', { stageId: 's' }],
  ])
  expect(requests[1]!.key).not.toBe(requests[0]!.key)
})

it('drops the waiting move of a refused deal, unless it was the stage that refused', async () => {
  const { outbox, requests, view, bodies } = setUp()
  outbox.send(move('a', 's1'))
  outbox.send(move('a', 's2'))
  await tick()
  requests[0]!.answer(422, { status: 422, detail: 's1 is full', errors: [{ path: 'stageId', message: 'is full' }] })
  await tick()
  expect(bodies().at(-1)).toEqual(['a', { stageId: 's2' }])
  outbox.send(move('a', 's3'))
  requests[1]!.answer(404, { status: 404 })
  await tick()
  expect([requests.length, !outbox.entries.get().length, view.refuse.mock.calls.length]).toEqual([2, true, 2])
})

it('moves several deals together, in this order, as one step to take back', async () => {
  const { outbox, requests, view } = setUp()
  outbox.send(moveOf([deal('c'), deal('a', 3)], { stageId: 's', beforeId: 'y' }, 'Offer'))
  await tick()
  const deals = [
    { id: 'c', version: 1 },
    { id: 'a', version: 3 },
  ]
  expect(requests[0]).toMatchObject({ path: '/api/deals/bulk', body: { deals, stageId: 's', beforeId: 'y' } })
  expect(view.lay.mock.calls[0]![1].map(({ place }) => place)).toEqual([
    { stageId: 's', beforeId: 'y' },
    { stageId: 's', beforeId: 'y' },
  ])
  requests[0]!.answer(200, { batchId: 'batch', items: [deal('c', 2), deal('a', 4)] })
  await tick()
  expect(outbox.history.state.get().done).toMatchObject([{ batchId: 'batch', ids: ['c', 'a'] }])
  expect(toast).toHaveBeenCalledWith('Moved 2 deals to Offer', expect.objectContaining({ id: 'undo' }))
})

it('moves together those that lack nothing, and each of the others alone', async () => {
  const { outbox, requests, bodies } = setUp()
  outbox.send(moveOf([deal('a'), deal('b'), deal('c')], { stageId: 's', beforeId: 'y' }, 'Offer'))
  await tick()
  const errors = [{ path: 'deals.1.amount', message: 'is needed in Offer' }]
  requests[0]!.answer(422, { status: 422, detail: 'Offer asks for an amount.', errors })
  await tick()
  expect(requests[1]!.body.deals).toMatchObject([{ id: 'a' }, { id: 'c' }])
  expect(bodies()[2]).toEqual(['b', { stageId: 's' }])
})

it('asks for what the stage requires, and sends it along', async () => {
  const { outbox, requests, view } = setUp()
  outbox.send(move('a', 'lost'))
  await tick()
  requests[0]!.answer(422, { status: 422, errors: [{ path: 'lostReason', message: 'is needed' }] })
  await tick()
  outbox.questions.all.get()[0]!.answer({ lostReason: 'Price' })
  await tick()
  expect(requests[1]!.body).toEqual({ stageId: 'lost', lostReason: 'Price' })
  requests[1]!.answer(200, deal('a', 2))
  await tick()
  expect(view.settle.mock.calls[0]![0].isAsked).toBe(true)
})

it('takes back and does again, the newest first, and forgets what can be done again after a new change', async () => {
  const { outbox, requests } = setUp()
  const done = () => outbox.history.state.get().done.map(({ what }) => what)
  const make = async (id: string) => {
    outbox.send(move(id, 's'))
    await tick()
    requests.at(-1)!.answer(200, deal(id, 2))
    await tick()
  }
  await make('a')
  await make('b')
  outbox.undo()
  await tick()
  expect(requests.at(-1)).toMatchObject({ path: '/api/deals/b/undo', body: { version: 2, deleted: false } })
  requests.at(-1)!.answer(200, { deal: deal('b', 3) })
  await tick()
  outbox.redo()
  await tick()
  expect(requests.at(-1)).toMatchObject({ path: '/api/deals/b/redo', body: { version: 2, deleted: false } })
  requests.at(-1)!.answer(200, { deal: deal('b', 4) })
  await tick()
  expect(done()).toEqual(['Moved Deal a to s', 'Moved Deal b to s'])
  outbox.undo()
  await tick()
  requests.at(-1)!.answer(200, { deal: deal('b', 5) })
  await tick()
  await make('c')
  expect(outbox.history.state.get().undone).toEqual([])
  outbox.redo()
  await tick()
  expect(toast).toHaveBeenLastCalledWith('There is nothing to do again.')
})

it('takes back steps of one deal one after the other, however fast they are asked for', async () => {
  const { outbox, requests } = setUp()
  for (const [i, stageId] of ['s1', 's2', 's3'].entries()) {
    outbox.send(move('a', stageId))
    await tick()
    requests.at(-1)!.answer(200, deal('a', i + 2))
    await tick()
  }
  for (let i = 0; i < 3; i++) outbox.undo()
  await tick()
  for (const version of [4, 3, 2]) {
    expect(requests.at(-1)!.body).toEqual({ version, deleted: false })
    requests.at(-1)!.answer(200, { deal: deal('a', 5) })
    await tick()
  }
  expect(outbox.history.state.get()).toMatchObject({ done: [], undone: [{}, {}, {}] })
})

it('keeps what could not be taken back for now, and forgets what never can be', async () => {
  const { outbox, requests } = setUp()
  outbox.send(move('a', 's'))
  await tick()
  requests[0]!.answer(200, deal('a', 2))
  await tick()
  for (const status of [403, 409]) {
    outbox.undo()
    await tick()
    requests.at(-1)!.answer(status, { status, detail: 'Not now.' })
    await tick()
    expect(outbox.history.state.get().done).toHaveLength(status === 403 ? 1 : 0)
  }
})

it('takes back what has not been sent yet, and tells whoever waits for it', async () => {
  const { outbox, requests, view } = setUp()
  outbox.send(move('a', 's'))
  const title = outbox.send(editOf(deal('a'), { title: 'A' }, {}), true)
  outbox.undo()
  await expect(title).rejects.toMatchObject({ detail: 'Taken back.' })
  expect([requests.length, view.lift.mock.calls, toast.mock.calls.length]).toEqual([1, [[['a']]], 0])
})

it('does not ask again for each of several deals whose question was cancelled', async () => {
  const { outbox, requests } = setUp()
  outbox.send(moveOf([deal('a'), deal('b')], { stageId: 'lost' }, 'Lost'))
  await tick()
  const errors = ['deals.0.lostReason', 'deals.1.lostReason'].map((path) => ({ path, message: 'is needed' }))
  requests[0]!.answer(422, { status: 422, errors })
  await tick()
  outbox.questions.all.get()[0]!.cancel()
  await tick()
  expect([requests.length, outbox.entries.get().length, outbox.questions.all.get().length]).toEqual([1, 0, 0])
})

it('finds what somebody else changed before an earlier change of mine', async () => {
  const { outbox, requests } = setUp()
  outbox.send(editOf(deal('a', 3), { title: 'A' }, {}), true)
  const amount = outbox.send(editOf(deal('a', 3), { amount: 5 }, {}), true)
  await tick()
  requests[0]!.answer(412, { status: 412, current: deal('a', 4), changed: ['amount'] })
  await tick()
  requests[1]!.answer(200, deal('a', 5))
  await tick()
  expect(requests[2]!.ifMatch).toBe('"3"')
  requests[2]!.answer(412, { status: 412, current: deal('a', 5), changed: ['amount', 'title'] })
  await expect(amount).rejects.toMatchObject({ status: 412 })
})

it('takes an amount and its currency for one', async () => {
  const { outbox, requests } = setUp()
  const amount = outbox.send(editOf(deal('a'), { amount: 5 }, {}), true)
  await tick()
  requests[0]!.answer(412, { status: 412, current: deal('a', 2), changed: ['currency'] })
  await expect(amount).rejects.toMatchObject({ status: 412 })
})

it('notes nothing to take back where nothing has changed', async () => {
  const { outbox, requests } = setUp()
  outbox.send(editOf(deal('a', 4), { title: 'A' }, {}))
  await tick()
  requests[0]!.answer(200, deal('a', 4))
  await tick()
  outbox.send(editsOf([deal('a', 4) as never], { ownerId: 'u' }, () => ({})))
  await tick()
  requests[1]!.answer(200, { batchId: null, items: [deal('a', 4)] })
  await tick()
  expect(outbox.history.state.get().done).toEqual([])
})

it('goes on in the next page of the tab, under the same keys, for the same person', async () => {
  const first = setUp()
  first.outbox.send(deletionOf([deal('x')]))
  await tick()
  first.requests[0]!.answer(204)
  await tick()
  first.outbox.send(move('a', 's'))
  first.outbox.send(editOf(deal('a'), { title: 'A' }, {}))
  await tick()
  const { outbox, requests, view } = setUp()
  await tick()
  expect(requests.map(({ path, key }) => [path, key])).toEqual([['/api/deals/a', first.requests[1]!.key]])
  expect(view.lay.mock.calls.map(([ids]) => ids)).toEqual([['a'], ['a']])
  expect(outbox.history.state.get().done).toMatchObject([{ ids: ['x'], deleted: true }])
  const others = new Outbox()
  others.open('somebody else')
  expect(!others.entries.get().length).toBe(true)
})

it('keeps what it has while nobody is signed in, without asking before the page is left', async () => {
  const { outbox, requests } = setUp()
  outbox.send(move('a', 's'))
  await tick()
  expect(outbox.holdsBack()).toBe(true)
  requests[0]!.answer(401, { status: 401 })
  await tick()
  expect([!outbox.entries.get().length, outbox.holdsBack()]).toEqual([false, false])
  vi.stubGlobal('location', { pathname: '/', search: '' })
  setUp()
  await tick()
  expect(stored.get('outbox:me')).toContain(requests[0]!.key)
})

it('takes back what was made last, in whichever order the answers came', async () => {
  const { outbox, requests } = setUp()
  outbox.send(move('a', 's1'))
  outbox.send(move('b', 's1'))
  await tick()
  requests[1]!.answer(200, deal('b', 2))
  await tick()
  requests[0]!.answer(200, deal('a', 2))
  await tick()
  outbox.undo()
  await tick()
  expect(requests[2]!.path).toBe('/api/deals/b/undo')
})
