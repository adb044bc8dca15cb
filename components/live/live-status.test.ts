import { expect, test } from 'vitest'
import { initialLive, type LiveEvent, nextLive, statusOf } from './live-status'

const after = (...happenings: LiveEvent[]) => statusOf(happenings.reduce(nextLive, initialLive))
const ready = ['opening', 'open', 'ready'] as const

test.each<[string, LiveEvent[]]>([
  ['connecting', []],
  ['connecting', ['opening', 'slow']],
  ['connecting', ['opening', 'open', 'slow']],
  ['live', [...ready]],
])('at first it says nothing: %s after %j', (status, happenings) => {
  expect(after(...happenings)).toBe(status)
})

test('a stream that could not be had at all is reconnecting, and then catches up', () => {
  expect(after('opening', 'lost')).toBe('reconnecting')
  expect(after('opening', 'lost', 'opening', 'open', 'slow')).toBe('catching up')
})

test('a lost stream is reconnecting until it is ready, or is catching up for longer than a moment', () => {
  const lost = [...ready, 'lost'] as const
  expect(after(...lost)).toBe('reconnecting')
  expect(after(...lost, 'opening')).toBe('reconnecting')
  expect(after(...lost, 'opening', 'slow')).toBe('reconnecting')
  expect(after(...lost, 'opening', 'open')).toBe('reconnecting')
  expect(after(...lost, 'opening', 'open', 'slow')).toBe('catching up')
  expect(after(...lost, ...ready)).toBe('live')
})

test('a stream that is opened again to be sure shows nothing, unless it takes a moment', () => {
  expect(after(...ready, 'opening')).toBe('live')
  expect(after(...ready, 'opening', 'slow')).toBe('reconnecting')
  expect(after(...ready, 'opening', 'open')).toBe('live')
  expect(after(...ready, 'opening', 'open', 'slow')).toBe('catching up')
  expect(after(...ready, ...ready)).toBe('live')
})

test('a stream that is polled instead is delayed until one is ready', () => {
  expect(after(...ready, 'lost', 'delayed', 'delayed')).toBe('delayed')
  expect(after(...ready, 'lost', 'delayed', 'opening', 'open')).toBe('reconnecting')
  expect(after(...ready, 'lost', 'delayed', ...ready)).toBe('live')
})

test('offline is what the browser says, whatever the stream does', () => {
  expect(after(...ready, 'offline')).toBe('offline')
  expect(after(...ready, 'offline', 'lost', 'opening')).toBe('offline')
  expect(after(...ready, 'offline', 'lost', 'online')).toBe('reconnecting')
  expect(after(...ready, 'offline', 'online')).toBe('live')
})
