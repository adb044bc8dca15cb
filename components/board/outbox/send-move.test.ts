import { afterEach, expect, test, vi } from 'vitest'
import { sendMove } from './send-move'

const place = { stageId: 's1', beforeId: 'd2' }
const as = { version: 3, userId: 'me' }
const json = (body: object, status = 200) => Response.json(body, { status })

/** Answers requests in turn, and notes them. */
function serverOf(...answers: (() => Response)[]) {
  const requests: { method: string; body: unknown }[] = []
  vi.stubGlobal('fetch', async (_: string, { method, body }: { method: string; body?: string }) => {
    requests.push({ method, body: body && JSON.parse(body) })
    return answers.shift()!()
  })
  return requests
}

const lost = () => {
  throw new TypeError('Failed to fetch')
}

afterEach(() => vi.unstubAllGlobals())

test('a move is done when only its answer got lost', async () => {
  serverOf(lost, () => json({ version: 4, updatedByUserId: 'me' }))
  await expect(sendMove('d1', place, as)).resolves.toBe(4)
})

test('a move is not done when the deal is as it was, or was changed by someone else', async () => {
  serverOf(lost, () => json({ version: 3, updatedByUserId: 'me' }))
  await expect(sendMove('d1', place, as)).rejects.toMatchObject({ status: 0 })
  serverOf(lost, () => json({ version: 4, updatedByUserId: 'other' }))
  await expect(sendMove('d1', place, as)).rejects.toMatchObject({ status: 0 })
  serverOf(lost, lost)
  await expect(sendMove('d1', place, as)).rejects.toMatchObject({ status: 0 })
})

test('beside a deal that is gone it goes to the top of the stage', async () => {
  const requests = serverOf(
    () => json({ detail: 'beforeId: is no deal', errors: [{ path: 'beforeId', message: 'is no deal' }] }, 400),
    () => json({ version: 4 }),
  )
  await expect(sendMove('d1', place, as)).resolves.toBe(4)
  expect(requests.map(({ body }) => body)).toEqual([place, { stageId: 's1' }])
})
