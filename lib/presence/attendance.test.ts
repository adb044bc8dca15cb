import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Attendance, createAttendance } from './attendance'
import type { Seat } from './roster'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms)

/** Processes that hear one another, and the lists of lines that each has sent. */
function processes(...names: string[]) {
  const said: Record<string, string[][]> = {}
  const deaf = new Set<string>()
  const all = new Map<string, Attendance>()
  for (const self of names) {
    said[self] = []
    const say = async (lines: string[]) => {
      said[self]!.push(lines)
      for (const [name, other] of all) if (name !== self && !deaf.has(name)) other.hear(self, lines)
    }
    all.set(self, createAttendance({ self, say }))
  }
  return { said, deaf, of: (name: string) => all.get(name)! }
}

const seat = (userId: string, fields: Partial<Seat> = {}): Seat => ({
  tenantId: 'tenant',
  pipelineId: 'sales',
  userId,
  ...fields,
})

/** A stream at a board: the members it was sent last, as `name` or `name:deal`, and how often. */
function stand(attendance: Attendance, at: Seat) {
  const stream = { sees: [] as string[], times: 0, leave: () => {} }
  stream.leave = attendance.enter(at, (members) => {
    stream.times++
    stream.sees = members.map(({ userId, holds }) => (holds ? `${userId}:${holds}` : userId)).sort()
  })
  return stream
}

test('members at a board see one another across processes, and each one’s deal in hand', async () => {
  const { of } = processes('one', 'two')
  const ana = stand(of('one'), seat('ana'))
  const ben = stand(of('two'), seat('ben'))
  await later(200)
  expect([ana.sees, ben.sees]).toEqual([
    ['ana', 'ben'],
    ['ana', 'ben'],
  ])
  const lifted = of('two').hold(seat('ana'), 'acme')
  await later(200)
  await lifted
  expect(ben.sees).toEqual(['ana:acme', 'ben'])
  of('one').hold(seat('ana'), null)
  await later(200)
  expect(ben.sees).toEqual(['ana', 'ben'])
})

test('another tenant, or another pipeline, is another board, whatever its id', async () => {
  const { of } = processes('one', 'two')
  const ana = stand(of('one'), seat('ana'))
  const stranger = stand(of('one'), seat('stranger', { tenantId: 'other' }))
  const elsewhere = stand(of('two'), seat('ben', { pipelineId: 'hiring' }))
  of('two').hold(seat('stranger', { tenantId: 'other' }), 'acme')
  await later(500)
  expect(ana.sees).toEqual(['ana'])
  expect(stranger.sees).toEqual(['stranger:acme'])
  expect(elsewhere.sees).toEqual(['ben'])
})

test('a process that comes later hears who is there without waiting for the next renewal', async () => {
  const { of, deaf } = processes('one', 'two')
  deaf.add('two')
  stand(of('one'), seat('ana'))
  of('one').hold(seat('ana'), 'acme')
  await later(1000)
  deaf.clear()
  const ben = stand(of('two'), seat('ben'))
  await later(400)
  expect(ben.sees).toEqual(['ana:acme', 'ben'])
})

test('what was put down is not held again because somebody asks at that moment', async () => {
  const { of } = processes('one', 'two')
  const ana = stand(of('one'), seat('ana'))
  of('one').hold(seat('ana'), 'acme')
  await later(200)
  of('one').hold(seat('ana'), null)
  of('one').hear('two', ['asks tenant sales'])
  await later(500)
  expect(ana.sees).toEqual(['ana'])
})

test('after a time of deafness a process asks, and is heard again', async () => {
  const { of, deaf } = processes('one', 'two')
  const ben = stand(of('two'), seat('ben'))
  await later(200)
  deaf.add('two')
  stand(of('one'), seat('ana'))
  await later(1000)
  expect(ben.sees).toEqual(['ben'])
  deaf.clear()
  of('two').catchUp()
  await later(400)
  expect(ben.sees).toEqual(['ana', 'ben'])
})

test('what was put down is not said to be in hand by a process that only heard of it', async () => {
  const { of } = processes('one', 'two', 'three')
  const streams = [stand(of('one'), seat('ana')), stand(of('two'), seat('ana'))]
  of('one').hold(seat('ana'), 'acme')
  await later(200)
  streams.push(stand(of('three'), seat('ben')))
  of('one').hold(seat('ana'), null)
  await later(500)
  for (const { sees } of streams) expect(sees).toEqual(['ana', 'ben'])
})

test('the end of the last stream ends the being there, a moment later; what is in hand at once', async () => {
  const { of } = processes('one', 'two')
  const [tab, other] = [stand(of('one'), seat('ana')), stand(of('one'), seat('ana'))]
  const ben = stand(of('two'), seat('ben'))
  of('one').hold(seat('ana'), 'acme')
  await later(300)
  tab.leave()
  await later(5000)
  expect(ben.sees).toEqual(['ana:acme', 'ben'])
  other.leave()
  await later(200)
  expect(ben.sees).toEqual(['ana', 'ben'])
  await later(2000)
  expect(ben.sees).toEqual(['ben'])
})

test('a stream that is opened again at once, there or at another process, is not seen to have left', async () => {
  const { of } = processes('one', 'two')
  const ben = stand(of('one'), seat('ben'))
  stand(of('two'), seat('ana')).leave()
  await later(500)
  const again = stand(of('two'), seat('ana'))
  await later(5000)
  again.leave()
  stand(of('one'), seat('ana'))
  await later(5000)
  expect(ben.sees).toEqual(['ana', 'ben'])
  expect(ben.times).toBe(3)
})

test('whoever stays is renewed; whose process died is forgotten, and so is a deal that nobody says is held', async () => {
  const { of, deaf } = processes('one', 'two', 'three')
  const ben = stand(of('one'), seat('ben'))
  stand(of('two'), seat('ana'))
  of('two').hold(seat('ana'), 'acme')
  await later(14_000)
  expect(ben.sees).toEqual(['ana:acme', 'ben'])
  await later(7_000)
  expect(ben.sees).toEqual(['ana', 'ben'])
  await later(120_000)
  expect(ben.sees).toEqual(['ana', 'ben'])
  deaf.add('one')
  await later(51_000)
  expect(ben.sees).toEqual(['ben'])
})

test('a busy board costs a process ten words a second at most, the newest of each member', async () => {
  const { of, said } = processes('one', 'two')
  const ben = stand(of('two'), seat('ben'))
  stand(of('one'), seat('ana'))
  await later(1000)
  const [before, told] = [said.one!.length, ben.times]
  for (let i = 0; i < 500; i++) {
    of('one').hold(seat('ana'), i % 2 ? null : `deal ${i}`)
    await later(2)
  }
  await later(200)
  expect(said.one!.length - before).toBeLessThanOrEqual(12)
  expect(ben.times - told).toBeLessThanOrEqual(12)
  expect(said.one!.at(-1)).toEqual(['drops tenant sales ana'])
})

test('what nobody could see to change is told to nobody', async () => {
  const { of } = processes('one')
  const ana = stand(of('one'), seat('ana'))
  await later(200)
  const { times } = ana
  await later(60_000)
  of('one').hold(seat('ana'), null)
  await later(200)
  expect(ana.times).toBe(times)
})
