import { expect, it, vi } from 'vitest'
import { ApiError } from '@/components/api'
import { moveOf } from '@/components/deals/changes'
import type { Change } from './change'
import { Cancelled, createQuestions } from './questions'

const fetchUsualValues = vi.hoisted(() => vi.fn(async () => ['Price']))
vi.mock('@/components/fields/usual-values', () => ({ fetchUsualValues }))

const change = (...ids: string[]): Change =>
  moveOf(
    ids.map((id) => ({ id, title: `Deal ${id}`, version: 1 })),
    { stageId: 'lost' },
    'Lost',
  )
const lacks = (...paths: string[]) =>
  new ApiError(
    422,
    'Lost asks for more.',
    paths.map((path) => ({ path, message: 'is needed' })),
  )

function setUp() {
  const questions = createQuestions()
  const again = vi.fn(async (_: object) => 7)
  const open = () => questions.all.get()[0]
  return { questions, again, open }
}

async function openQuestion(reason = lacks('lostReason')) {
  const all = setUp()
  const answer = all.questions.ask(change('a'), reason, all.again)
  answer.catch(() => {})
  await vi.waitFor(() => expect(all.open()).toBeDefined())
  return { ...all, reason, answer, question: all.open()! }
}

it('asks for what is lacking, of one deal after the other', async () => {
  const { questions, again, open } = setUp()
  for (const [id, reason] of Object.entries({ a: lacks('lostReason'), b: lacks('amount', 'ownerId') }))
    questions.ask(change(id), reason, again).catch(() => {})
  await vi.waitFor(() => expect(questions.all.get()).toHaveLength(2))
  const byId = new Map(questions.all.get().map((question) => [question.change.ids[0], question]))
  expect(byId.get('a')).toMatchObject({ fields: ['lostReason'] })
  expect(byId.get('b')).toMatchObject({ fields: ['amount', 'ownerId'] })
  expect(fetchUsualValues.mock.calls).toEqual([['/api/lost-reasons']])
  const first = open()!
  first.cancel()
  expect(open()).not.toBe(first)
})

it.each([
  ['a full stage', lacks('stageId')],
  ['a changed deal', new ApiError(412, 'Changed')],
  ['a lost connection', new TypeError('Failed to fetch')],
])('asks nothing about %s', async (_, reason) => {
  const { questions, again, open } = setUp()
  await expect(questions.ask(change('a'), reason, again)).rejects.toBe(reason)
  expect(open()).toBeUndefined()
})

it('tries again with what was filled in', async () => {
  const { question, again, answer, open } = await openQuestion()
  await question.answer({ lostReason: 'Price' })
  expect(again).toHaveBeenCalledWith({ lostReason: 'Price' })
  expect(await answer).toBe(7)
  expect(open()).toBeUndefined()
})

it('says that it was cancelled', async () => {
  const { question, answer, open } = await openQuestion()
  question.cancel()
  await expect(answer).rejects.toBeInstanceOf(Cancelled)
  expect(open()).toBeUndefined()
})

it.each([
  ['what is wrong in the form', new ApiError(400, 'Wrong', [{ path: 'amount', message: 'is none' }])],
  ['what is still lacking', lacks('lostReason', 'amount')],
  ['a server that fails', new ApiError(500, 'Oh')],
])('keeps the form open for %s', async (_, reason) => {
  const { question, again, open } = await openQuestion()
  again.mockRejectedValue(reason)
  await expect(question.answer({})).rejects.toEqual(reason)
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
