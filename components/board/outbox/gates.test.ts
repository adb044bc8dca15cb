import { expect, it, vi } from 'vitest'
import { ApiError } from '@/components/api'
import { createGates } from './gates'

const fetchUsualValues = vi.hoisted(() => vi.fn(async () => ['Price']))
vi.mock('@/components/fields/usual-values', () => ({ fetchUsualValues }))

const place = { stageId: 'lost' }
const lacks = (...paths: string[]) =>
  new ApiError(
    422,
    'Lost asks for more.',
    paths.map((path) => ({ path, message: 'is needed' })),
  )

function setUp() {
  const gates = createGates()
  const again = vi.fn(async (_: object) => 7)
  const open = () => gates.questions.get()[0]
  return { gates, again, open }
}

async function openQuestion(reason = lacks('lostReason')) {
  const all = setUp()
  const answer = all.gates.askFor('a', place, reason, all.again)
  answer.catch(() => {})
  await vi.waitFor(() => expect(all.open()).toBeDefined())
  return { ...all, reason, answer, question: all.open()! }
}

it('asks for what is lacking, of one deal after the other', async () => {
  const { gates, again, open } = setUp()
  for (const [id, reason] of Object.entries({ a: lacks('lostReason'), b: lacks('amount', 'ownerId') }))
    gates.askFor(id, place, reason, again).catch(() => {})
  await vi.waitFor(() => expect(gates.questions.get()).toHaveLength(2))
  const byId = new Map(gates.questions.get().map((question) => [question.id, question]))
  expect(byId.get('a')).toMatchObject({ place, fields: ['lostReason'] })
  expect(byId.get('b')).toMatchObject({ place, fields: ['amount', 'ownerId'] })
  expect(fetchUsualValues.mock.calls).toEqual([['/api/lost-reasons']])
  const first = open()!
  first.cancel()
  expect(open()!.id).not.toBe(first.id)
})

it.each([
  ['a full stage', lacks('stageId')],
  ['a changed deal', new ApiError(412, 'Changed')],
  ['a lost connection', new TypeError('Failed to fetch')],
])('asks nothing about %s', async (_, reason) => {
  const { gates, again, open } = setUp()
  await expect(gates.askFor('a', place, reason, again)).rejects.toBe(reason)
  expect(open()).toBeUndefined()
})

it('tries again with what was filled in', async () => {
  const { question, again, answer, open } = await openQuestion()
  await question.answer({ lostReason: 'Price' })
  expect(again).toHaveBeenCalledWith({ lostReason: 'Price' })
  expect(await answer).toBe(7)
  expect(open()).toBeUndefined()
})

it('says that it was cancelled by the reason it began with', async () => {
  const { question, reason, answer, open } = await openQuestion()
  question.cancel()
  await expect(answer).rejects.toBe(reason)
  expect(open()).toBeUndefined()
})

it.each([
  ['what is wrong in the form', new ApiError(400, 'Wrong', [{ path: 'amount', message: 'is none' }])],
  ['what is still lacking', lacks('lostReason', 'amount')],
  ['a connection that fails', new ApiError(0, 'No connection')],
  ['a server that fails', new ApiError(500, 'Oh')],
])('keeps the form open for %s', async (_, reason) => {
  const { question, again, open } = await openQuestion()
  again.mockRejectedValue(reason)
  await expect(question.answer({})).rejects.toBe(reason)
  expect(open()).toBe(question)
})

it.each([
  ['somebody was faster', new ApiError(412, 'Changed')],
  ['the deal is gone', new ApiError(404, 'Gone')],
  ['the stage is full by now', lacks('stageId')],
])('gives up when %s', async (_, reason) => {
  const { question, again, answer, open } = await openQuestion()
  again.mockRejectedValue(reason)
  await question.answer({})
  await expect(answer).rejects.toBe(reason)
  expect(open()).toBeUndefined()
})
