import { beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from '@/components/api'
import { createGates } from './gates'

vi.mock('@/components/deals/use-lost-reasons', () => ({ fetchLostReasons: async () => ['Price'] }))

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => then())
})

const place = { stageId: 'lost' }
const lacks = (...paths: string[]) =>
  new ApiError(
    422,
    'Lost asks for more.',
    paths.map((path) => ({ path, message: 'is needed' })),
  )

function setUp() {
  const options = {
    send: vi.fn(async () => 7),
    settle: vi.fn(),
    refuse: vi.fn(),
    back: vi.fn(),
    standing: () => ({ title: 'Acme', stage: 'Lead', position: 1, of: 2 }),
    say: vi.fn(),
  }
  const gates = createGates(options)
  const open = () => gates.questions.get()[0]
  return { ...options, gates, open }
}

it('asks for what is lacking, of one deal after the other', async () => {
  const { gates, open } = setUp()
  expect(gates.ask('a', place, lacks('lostReason'))).toBe(true)
  expect(gates.ask('b', place, lacks('amount', 'ownerId'))).toBe(true)
  await vi.waitFor(() => expect(gates.questions.get()).toHaveLength(2))
  const byId = new Map(gates.questions.get().map((question) => [question.id, question]))
  expect(byId.get('a')).toEqual({ id: 'a', place, fields: ['lostReason'], lostReasons: ['Price'] })
  expect(byId.get('b')).toEqual({ id: 'b', place, fields: ['amount', 'ownerId'], lostReasons: [] })
  const first = open()!.id
  gates.cancel(first)
  expect(open()!.id).not.toBe(first)
})

it.each([
  ['a full stage', lacks('stageId')],
  ['somebody who was faster', new ApiError(412, 'Changed')],
  ['a server that fails', new ApiError(500, 'Oh')],
])('leaves %s to others', (_, reason) => {
  const { gates, open } = setUp()
  expect(gates.ask('a', place, reason)).toBe(false)
  expect(open()).toBeUndefined()
})

async function asked() {
  const all = setUp()
  all.gates.ask('a', place, lacks('lostReason'))
  await vi.waitFor(() => expect(all.open()).toBeDefined())
  return { ...all, question: all.open()! }
}

it('sends the move with what was filled in, and says where the deal is', async () => {
  const { gates, question, send, settle, say, open } = await asked()
  await gates.answer(question, { lostReason: 'Price' })
  expect(send).toHaveBeenCalledWith('a', place, { lostReason: 'Price' })
  expect(settle).toHaveBeenCalledWith('a', 7, true)
  expect(say).toHaveBeenCalledWith('Moved Acme to Lead, position 1 of 2')
  expect(open()).toBeUndefined()
})

it('puts the card back when it is cancelled', async () => {
  const { gates, back, say, open } = await asked()
  gates.cancel('a')
  expect(back).toHaveBeenCalledWith('a')
  expect(say).toHaveBeenCalledWith('Cancelled. Acme is back in Lead, position 1 of 2')
  expect(open()).toBeUndefined()
})

it.each([
  ['what is wrong in the form', new ApiError(400, 'Wrong', [{ path: 'amount', message: 'is none' }])],
  ['what is still lacking', lacks('lostReason', 'amount')],
  ['a connection that fails', new ApiError(0, 'No connection')],
  ['a server that fails', new ApiError(500, 'Oh')],
])('keeps the form open for %s', async (_, reason) => {
  const { gates, question, send, open, refuse } = await asked()
  send.mockRejectedValue(reason)
  await expect(gates.answer(question, {})).rejects.toBe(reason)
  expect(open()).toBe(question)
  expect(refuse).not.toHaveBeenCalled()
})

it.each([
  ['somebody was faster', new ApiError(412, 'Changed')],
  ['the deal is gone', new ApiError(404, 'Gone')],
  ['the stage is full by now', lacks('stageId')],
])('gives up when %s', async (_, reason) => {
  const { gates, question, send, open, refuse } = await asked()
  send.mockRejectedValue(reason)
  await gates.answer(question, {})
  expect(refuse).toHaveBeenCalledWith('a', place, reason)
  expect(open()).toBeUndefined()
})
