import { expect, it, vi } from 'vitest'
import { ApiError } from '@/components/api'
import { createMoveQueue } from './move-queue'

function setUp() {
  const answers: { id: string; resolve: (version: number) => void; reject: (reason: unknown) => void }[] = []
  const send = vi.fn((id: string) => {
    return new Promise<number>((resolve, reject) => answers.push({ id, resolve, reject }))
  })
  const onMoved = vi.fn()
  const onRefused = vi.fn()
  const queue = createMoveQueue({ send, onMoved, onRefused })
  const sent = () => send.mock.calls.map(([id]) => id)
  return { queue, answers, send, sent, onMoved, onRefused }
}

const tick = () => new Promise((resolve) => setTimeout(resolve))

it('has one request in flight per deal and lets a newer move replace the waiting one', async () => {
  const { queue, answers, send, onMoved } = setUp()
  queue.move('a', { stageId: 's1' })
  queue.move('a', { stageId: 's2' })
  queue.move('a', { stageId: 's3' })
  expect(send).toHaveBeenCalledTimes(1)
  answers[0]!.resolve(2)
  await tick()
  expect(send).toHaveBeenLastCalledWith('a', { stageId: 's3' })
  expect(onMoved).toHaveBeenLastCalledWith('a', 2, false)
  answers[1]!.resolve(3)
  await tick()
  expect(onMoved).toHaveBeenLastCalledWith('a', 3, true)
  expect(send).toHaveBeenCalledTimes(2)
})

it('sends moves of different deals side by side', () => {
  const { queue, sent } = setUp()
  queue.move('a', { stageId: 's' })
  queue.move('b', { stageId: 's' })
  expect(sent()).toEqual(['a', 'b'])
})

it('lets a move wait for an earlier one of its neighbour, and never for a later one', async () => {
  const { queue, answers, sent } = setUp()
  queue.move('a', { stageId: 's' })
  queue.move('b', { stageId: 's', afterId: 'a' })
  queue.move('a', { stageId: 's', afterId: 'b' })
  expect(sent()).toEqual(['a'])
  answers[0]!.resolve(2)
  await tick()
  expect(sent()).toEqual(['a', 'b'])
  answers[1]!.resolve(2)
  await tick()
  expect(sent()).toEqual(['a', 'b', 'a'])
})

it('drops the waiting move of a refused deal and goes on with others', async () => {
  const { queue, answers, sent, onRefused } = setUp()
  queue.move('a', { stageId: 's1' })
  queue.move('a', { stageId: 's2' })
  queue.move('b', { stageId: 's', afterId: 'a' })
  answers[0]!.reject('stale')
  await tick()
  expect(onRefused).toHaveBeenCalledWith('a', { stageId: 's2' }, 'stale')
  expect(sent()).toEqual(['a', 'b'])
})

it('tries the waiting move when it was the stage that refused the one before', async () => {
  const { queue, answers, send, onRefused } = setUp()
  queue.move('a', { stageId: 's1' })
  queue.move('a', { stageId: 's2' })
  answers[0]!.reject(new ApiError(422, 's1 is full'))
  await tick()
  expect(send).toHaveBeenLastCalledWith('a', { stageId: 's2' })
  expect(onRefused).not.toHaveBeenCalled()
  answers[1]!.reject(new ApiError(422, 's2 is full'))
  await tick()
  expect(onRefused).toHaveBeenCalledWith('a', { stageId: 's2' }, expect.any(ApiError))
})
