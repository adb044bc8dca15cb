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
    address: () => '/stream',
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
    FakeEventSource.last.onerror!()
    vi.advanceTimersByTime(most / 3 - 1)
    const early = FakeEventSource.opened.length - before
    vi.advanceTimersByTime(most)
    return [early, FakeEventSource.opened.length - before]
  })
  expect(waits).toEqual(waits.map(() => [0, 1]))
  expect(signals.slice(0, 3)).toEqual(['opening', 'lost', 'opening'])
  FakeEventSource.last.send('ready', '1.0')
  FakeEventSource.last.onerror!()
  const before = FakeEventSource.opened.length
  vi.advanceTimersByTime(1500)
  expect(FakeEventSource.opened).toHaveLength(before + 1)
})

test('beats keep it; silence opens it again, and so does the first look after a sleep', () => {
  const { connection } = connect()
  const first = FakeEventSource.last
  for (let i = 0; i < 10; i++) {
    vi.advanceTimersByTime(15_000)
    first.send('beat')
  }
  expect(FakeEventSource.last).toBe(first)
  vi.advanceTimersByTime(45_001)
  expect(first.isClosed).toBe(true)
  const second = FakeEventSource.last
  vi.setSystemTime(Date.now() + 3_600_000)
  connection.check()
  expect(second.isClosed).toBe(true)
  expect(FakeEventSource.opened).toHaveLength(3)
})

test('once closed it stays closed', () => {
  const { connection } = connect()
  connection.close()
  vi.advanceTimersByTime(600_000)
  expect(FakeEventSource.opened.map(({ isClosed }) => isClosed)).toEqual([true])
})
