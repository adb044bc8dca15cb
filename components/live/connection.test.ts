import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createConnection } from './connection'
import { FakeEventSource } from './fake-event-source'
import type { Signal } from './live-status'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeEventSource)
  FakeEventSource.opened = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function connect() {
  const signals: Signal[] = []
  const connection = createConnection({
    address: () => '/stream?after=0',
    onEvent: () => {},
    onSignal: (signal) => signals.push(signal),
  })
  connection.open()
  return { connection, signals }
}

test('a lost stream is asked for again, less and less often, and often again once it was ready', () => {
  const { signals } = connect()
  const waits = [1500, 3000, 6000, 12_000, 24_000, 45_000, 45_000].map((most) => {
    const before = FakeEventSource.opened.length
    FakeEventSource.last.fail()
    vi.advanceTimersByTime(most / 3 - 1)
    const early = FakeEventSource.opened.length - before
    for (let at = most / 3; at <= most && FakeEventSource.opened.length === before; at += 100)
      vi.advanceTimersByTime(100)
    return [early, FakeEventSource.opened.length - before]
  })
  expect(waits).toEqual(waits.map(() => [0, 1]))
  expect(signals.slice(0, 3)).toEqual(['opening', 'lost', 'opening'])
  FakeEventSource.last.send('ready', '1.0')
  FakeEventSource.last.fail()
  const before = FakeEventSource.opened.length
  vi.advanceTimersByTime(1500)
  expect(FakeEventSource.opened).toHaveLength(before + 1)
})

test('beats keep it, and the first look after a sleep finds it lost', () => {
  const { connection, signals } = connect()
  const first = FakeEventSource.last
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(11_000)
    first.send('beat')
  }
  expect(FakeEventSource.last).toBe(first)
  vi.setSystemTime(Date.now() + 3_600_000)
  connection.check()
  expect(first.isClosed).toBe(true)
  expect(signals).toEqual(['opening', 'lost'])
})

/** What the connection asks for within a time; a stream stays silent, a poll is answered at once. */
function askedFor(milliseconds: number) {
  const asked: string[] = []
  let seen = FakeEventSource.opened.length
  for (let at = 0; at < milliseconds; at += 1000) {
    vi.advanceTimersByTime(1000)
    for (const source of FakeEventSource.opened.slice(seen)) {
      const isPoll = source.query.once === 'true'
      asked.push(isPoll ? 'poll' : 'stream')
      if (isPoll) source.send('ready', '1.0')
      if (isPoll) source.fail()
    }
    seen = FakeEventSource.opened.length
  }
  return asked
}

test('after a silence it asks once and streams again; silent time after time, it asks more and more often', () => {
  const { signals } = connect()
  expect(askedFor(18_000)).toEqual(['poll', 'stream'])
  FakeEventSource.last.send('ready', '1.0')
  expect(signals).toEqual(['opening', 'lost', 'opening', 'ready'])

  expect(askedFor(35_000)).toEqual(['poll', 'poll', 'poll', 'poll', 'stream'])
  expect(signals.slice(4)).toEqual(['lost', 'delayed', 'delayed', 'delayed', 'opening'])
  expect(askedFor(95_000)).toEqual([...Array(16).fill('poll'), 'stream'])

  FakeEventSource.last.send('beat')
  expect(askedFor(18_000)).toEqual(['poll', 'stream'])
})

test('a poll that gets no answer is lost, and asked for again', () => {
  const { signals } = connect()
  vi.advanceTimersByTime(14_000)
  FakeEventSource.last.fail()
  expect(signals).toEqual(['opening', 'lost', 'lost'])
  vi.advanceTimersByTime(1500)
  expect(FakeEventSource.opened.map(({ query }) => query.once)).toEqual([undefined, 'true', 'true'])
})

test('an answer that is an error is a refusal, and asked for again', () => {
  const { signals } = connect()
  FakeEventSource.last.fail(true)
  vi.advanceTimersByTime(1500)
  FakeEventSource.last.fail()
  expect(signals).toEqual(['opening', 'refused', 'opening', 'lost'])
})

test('once closed it stays closed', () => {
  const { connection } = connect()
  connection.close()
  vi.advanceTimersByTime(600_000)
  expect(FakeEventSource.opened.map(({ isClosed }) => isClosed)).toEqual([true])
})
