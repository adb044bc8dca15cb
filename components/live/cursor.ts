import * as cursors from '@/lib/log/cursor'

/** Of two ids of the stream. What is none comes first. */
export function isLater(one: string, other: string) {
  const [place, otherPlace] = [cursors.parseCursor(one), cursors.parseCursor(other)]
  return place !== undefined && (otherPlace === undefined || cursors.isLater(place, otherPlace))
}

export const later = (one: string, other: string) => (isLater(one, other) ? one : other)
export const earlier = (one: string, other: string) => (isLater(one, other) ? other : one)
