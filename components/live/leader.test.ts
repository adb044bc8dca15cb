import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeEventSource } from './fake-event-source'
import { createLeader, type Message } from './leader'
import type { Seat } from './seats'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeEventSource)
  FakeEventSource.opened = []
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const seat = (id: string, cursor: string, fields: Partial<Seat> = {}): Seat => ({
  id,
  cursor,
  pipelineId: 'sales',
  isHidden: false,
  ...fields,
})

/** A leader and what it posts. */
function lead(...seats: Seat[]) {
  const posted: Message[] = []
  const leader = createLeader((message) => posted.push(message))
  for (const each of seats) leader.take(each)
  vi.advanceTimersByTime(50)
  const handedTo = (id: string) =>
    posted.flatMap((message) => (message.kind === 'event' && message.to.includes(id) ? message.event.id : []))
  return { leader, posted, handedTo }
}

const stream = () => FakeEventSource.last

/** Time goes by while the stream beats. */
function beat(seconds: number) {
  for (let at = 0; at < seconds; at += 5) {
    vi.advanceTimersByTime(5_000)
    stream().send('beat')
  }
}

test('tabs of several pipelines share one stream from the oldest place that one of them needs', () => {
  const { handedTo } = lead(seat('a', '1.1.9'), seat('b', '1.1.10', { pipelineId: 'hiring' }), seat('c', '1.1.12'))
  expect(FakeEventSource.opened).toHaveLength(1)
  expect(stream().query).toEqual({ presence: 'true', after: '1.1.9', pipelineId: 'sales,hiring' })
  stream().send('change', '1.1.11')
  expect(['a', 'b', 'c'].map(handedTo)).toEqual([['1.1.11'], ['1.1.11'], ['1.1.11']])
})

test('a tab that is not behind joins the open stream, and is told who is there', () => {
  const { leader, posted, handedTo } = lead(seat('a', '1.1.9'))
  stream().send('ready', '1.1.9')
  const here = { pipelineId: 'sales', members: [] }
  stream().send('presence', '1.1.9', here)
  leader.take(seat('b', '1.1.10'))
  vi.advanceTimersByTime(1000)
  expect(FakeEventSource.opened).toHaveLength(1)
  const event = { name: 'presence', id: '1.1.9', data: JSON.stringify(here) }
  expect(posted.slice(-2)).toEqual([
    { kind: 'signal', signal: 'ready' },
    { kind: 'event', to: ['b'], event },
  ])
  stream().send('change', '1.1.11')
  expect(handedTo('b')).toEqual(['1.1.9', '1.1.11'])
})

test('a tab that is behind, or of another pipeline, hears nothing until the stream begins where it is', () => {
  const { leader, handedTo } = lead(seat('a', '1.1.9'))
  stream().send('ready', '1.1.9')
  stream().send('change', '1.1.12')
  leader.take(seat('behind', '1.1.10'))
  stream().send('change', '1.1.13')
  expect(handedTo('behind')).toEqual([])
  vi.advanceTimersByTime(50)
  expect(stream().query).toMatchObject({ after: '1.1.10', pipelineId: 'sales' })

  leader.take(seat('other', '1.1.14', { pipelineId: 'hiring' }))
  stream().send('change', '1.1.13')
  expect(handedTo('other')).toEqual([])
  vi.advanceTimersByTime(50)
  expect(stream().query).toMatchObject({ after: '1.1.13', pipelineId: 'sales,hiring' })
  expect(FakeEventSource.opened.map(({ isClosed }) => isClosed)).toEqual([true, true, false])
})

test('a lost stream goes on from the last event handed out', () => {
  lead(seat('a', '1.1.9'), seat('b', '1.1.9'))
  stream().send('ready', '1.1.9')
  stream().send('change', '1.1.12~13.3')
  stream().fail()
  vi.advanceTimersByTime(1500)
  expect(stream().query.after).toBe('1.1.12~13.3')
})

test('after a resync it goes on from the place that the server names, be it an earlier one', () => {
  const { handedTo } = lead(seat('a', '1.1.9'))
  stream().send('resync', '1.1.4')
  expect(handedTo('a')).toEqual(['1.1.4'])
  expect(stream().query.after).toBe('1.1.4')
})

test('when every tab has been hidden for a while the stream is given back, until one is looked at', () => {
  const { leader } = lead(seat('a', '1.1.9'), seat('b', '1.1.9'))
  stream().send('ready', '1.1.9')
  leader.take(seat('a', '1.1.9', { isHidden: true }))
  beat(10)
  leader.take(seat('b', '1.1.9', { isHidden: true }))
  stream().send('change', '1.1.11')
  beat(55)
  expect(stream().isClosed).toBe(false)
  beat(5)
  expect(stream().isClosed).toBe(true)
  vi.advanceTimersByTime(600_000)
  expect(FakeEventSource.opened).toHaveLength(1)
  leader.take(seat('b', '1.1.11'))
  vi.advanceTimersByTime(50)
  expect(FakeEventSource.opened).toHaveLength(2)
  expect(stream().query.after).toBe('1.1.11')
})

test('a tab that left is waited for by nobody; with the last one the stream goes', () => {
  const { leader } = lead(seat('a', '1.1.9'), seat('b', '1.1.9', { pipelineId: 'hiring' }))
  stream().send('ready', '1.1.9')
  leader.remove('b')
  stream().fail()
  vi.advanceTimersByTime(1500)
  expect(stream().query.pipelineId).toBe('sales')
  leader.remove('a')
  expect(stream().isClosed).toBe(true)
  leader.reopen()
  vi.advanceTimersByTime(600_000)
  expect(stream().isClosed).toBe(true)
})

test('a visible tab that has not reported for a minute is gone, a hidden one is not', () => {
  const { leader } = lead(
    seat('a', '1.1.9'),
    seat('crashed', '1.1.9', { pipelineId: 'hiring' }),
    seat('hidden', '1.1.9', { pipelineId: 'service', isHidden: true }),
  )
  stream().send('ready', '1.1.9')
  for (let minute = 0; minute < 2; minute++) {
    beat(65)
    leader.take(seat('a', '1.1.9'))
  }
  stream().fail()
  vi.advanceTimersByTime(1500)
  expect(stream().query.pipelineId).toBe('sales,service')
})

test('without a network nothing is asked for; with it the stream goes on from where it was', () => {
  const { leader } = lead(seat('a', '1.1.9'))
  stream().send('ready', '1.1.9')
  stream().send('change', '1.1.12')
  leader.close()
  expect(stream().isClosed).toBe(true)
  vi.advanceTimersByTime(600_000)
  expect(FakeEventSource.opened).toHaveLength(1)
  leader.reopen()
  vi.advanceTimersByTime(50)
  expect(stream().query.after).toBe('1.1.12')
})
