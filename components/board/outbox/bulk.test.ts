import { afterEach, expect, it, vi } from 'vitest'
import { createProgress } from '@/components/progress'
import { BoardStore } from '../store/board-store'
import { board, card } from '../store/fixtures'
import { createBulk } from './bulk'

afterEach(() => vi.unstubAllGlobals())

function setUp(next?: string) {
  const column = (stageId: string, ids: string) => ({ cards: [...ids].map((id) => card(id, stageId, id)) })
  const store = new BoardStore(
    board({ s1: column('s1', 'abcd'), s2: { ...column('s2', 'xy'), ...(next && { next }) } }),
  )
  const answers: ((status: number, body: object) => void)[] = []
  const bodies: { deals: { id: string; version: number }[] }[] = []
  vi.stubGlobal('fetch', (_: string, { body }: RequestInit) => {
    bodies.push(JSON.parse(String(body)))
    return new Promise((resolve) => answers.push((status, body) => resolve(Response.json(body, { status }))))
  })
  const undo = { note: vi.fn(), offer: vi.fn(), undo: vi.fn() }
  const onFinished = vi.fn()
  const moving = new Set<string>()
  const isMoving = (id: string) => moving.has(id)
  const moveAlone = vi.fn()
  const keepFocus = (_: string[], change: () => void) => change()
  const bulk = createBulk({ store, keepFocus, undo, progress: createProgress(), isMoving, moveAlone, onFinished })
  const ids = (stageId: string) => store.column(stageId).ids.join('')
  return { store, bulk, bodies, answers, undo, onFinished, moving, moveAlone, ids }
}

const tick = () => new Promise((resolve) => setTimeout(resolve))
const answer = (...ids: string[]) => ({ batchId: 'batch', items: ids.map((id) => ({ id, version: 2 })) })

it('shows a move at once, in order, and tells its listeners once; one step takes it back', async () => {
  const { store, bulk, bodies, answers, undo, onFinished, ids } = setUp()
  const listener = vi.fn()
  store.subscribe(listener)
  bulk.move(['c', 'a'], { stageId: 's2', beforeId: 'y' }, 'Offer')
  expect([ids('s1'), ids('s2'), listener.mock.calls.length]).toEqual(['bd', 'xcay', 1])
  expect([store.column('s1').totals.count, store.column('s2').totals.count]).toEqual([2, 4])
  expect(bodies).toEqual([{ deals: ['c', 'a'].map((id) => ({ id, version: 1 })), stageId: 's2', beforeId: 'y' }])
  answers[0]!(200, answer('c', 'a'))
  await vi.waitFor(() => expect(onFinished).toHaveBeenCalledWith(['c', 'a']))
  expect(undo.offer).toHaveBeenCalledWith({ batchId: 'batch', ids: ['c', 'a'], what: 'Moved 2 deals to Offer' })
  expect([ids('s2'), store.isPending('c'), store.versionOf('c')]).toEqual(['xcay', false, 2])
})

it('stays in sight when put below the last deal that is loaded', async () => {
  const { store, bulk, answers, onFinished, ids } = setUp('more')
  bulk.move(['a', 'b'], { stageId: 's2', afterId: 'y' }, 'Offer')
  expect(ids('s2')).toBe('xyab')
  answers[0]!(200, answer('a', 'b'))
  await vi.waitFor(() => expect(onFinished).toHaveBeenCalled())
  store.putCards([card('b', 's2', 'z2', { version: 2 }), card('a', 's2', 'z1', { version: 2 })])
  expect(ids('s2')).toBe('xyab')
})

it('shows edited fields until the server’s row is here', async () => {
  const { store, bulk, answers, onFinished, ids } = setUp()
  bulk.edit(['a'], { ownerId: 'u' }, () => ({ ownerId: 'u' }))
  expect([store.card('a')!.card.ownerId, ids('s1')]).toEqual(['u', 'abcd'])
  answers[0]!(200, answer('a'))
  await vi.waitFor(() => expect(onFinished).toHaveBeenCalled())
  expect(store.card('a')!.card.ownerId).toBe('u')
  store.putCards([card('a', 's1', 'a', { version: 2, ownerId: 'w' })])
  expect(store.card('a')!.card.ownerId).toBe('w')
})

it('puts all back when it is refused, and deletes only what the server deleted', async () => {
  const { bulk, answers, undo, onFinished, ids } = setUp()
  bulk.deleteDeals(['a', 'b'])
  expect(ids('s1')).toBe('cd')
  answers[0]!(412, { detail: 'Somebody changed “Deal a” meanwhile.' })
  await vi.waitFor(() => expect(onFinished).toHaveBeenCalled())
  expect([ids('s1'), undo.offer.mock.calls.length]).toEqual(['abcd', 0])
  bulk.deleteDeals(['a'])
  answers[1]!(200, answer('a'))
  await vi.waitFor(() => expect(ids('s1')).toBe('bcd'))
})

it('waits for what is on its way of its deals, and what comes after waits for it', async () => {
  const { store, bulk, bodies, answers, moving, ids } = setUp()
  store.lay('a', { stageId: 's2' })
  bulk.move(['a', 'b'], { stageId: 's1', afterId: 'd' }, 'Lead')
  await tick()
  expect([bodies.length, ids('s2')]).toEqual([0, 'axy'])
  store.confirm('a', 5, false)
  await tick()
  expect(bodies[0]!.deals).toEqual([
    { id: 'a', version: 5 },
    { id: 'b', version: 1 },
  ])
  moving.add('b')
  store.lay('b', { stageId: 's2' })
  const through = vi.fn()
  bulk.whenSent('b').then(through)
  await tick()
  expect(through).not.toHaveBeenCalled()
  answers[0]!(200, answer('a', 'b'))
  await vi.waitFor(() => expect(through).toHaveBeenCalled())
  expect([store.isPending('b'), store.versionOf('b'), ids('s2')]).toEqual([true, 2, 'bxy'])
})

it('moves together those that lack nothing, and each of the others alone', async () => {
  const { bulk, bodies, answers, moveAlone, ids } = setUp()
  bulk.move(['a', 'b', 'c'], { stageId: 's2', beforeId: 'y' }, 'Offer')
  const fields = [{ path: 'deals.1.amount', message: 'is needed in Offer' }]
  answers[0]!(422, { status: 422, detail: 'Offer asks for an amount.', errors: fields })
  await vi.waitFor(() => expect(bodies).toHaveLength(2))
  expect(bodies[1]!.deals.map(({ id }) => id)).toEqual(['a', 'c'])
  expect(moveAlone.mock.calls).toEqual([['b', { stageId: 's2', fields: undefined }]])
  expect(ids('s2')).toBe('xacy')
})
