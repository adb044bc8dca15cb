import * as cursors from '@/lib/log/cursor'

/** Whether `one` comes after `other` in the stream; an id that is no cursor comes first. */
export function isLaterCursor(one: string, other: string) {
  const [place, otherPlace] = [cursors.parseCursor(one), cursors.parseCursor(other)]
  return place !== undefined && (otherPlace === undefined || cursors.isLater(place, otherPlace))
}

export const latestCursor = (one: string, other: string) => (isLaterCursor(one, other) ? one : other)
export const earliestCursor = (one: string, other: string) => (isLaterCursor(one, other) ? other : one)
