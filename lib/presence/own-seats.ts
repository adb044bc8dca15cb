import { boardOf, type Seat } from './roster'
import { keyOf, type Words } from './words'

/** Milliseconds in which a stream may be opened again, as by a reload, before its member counts as gone. */
const LINGER_MS = 2_000

type Own = { seat: Seat; streams: number; leaving?: NodeJS.Timeout | undefined }

export function createOwnSeats(words: Words, onLastStream: (seat: Seat) => void) {
  const own = new Map<string, Own>()

  return {
    enter(seat: Seat) {
      const key = keyOf(seat)
      const here = own.get(key) ?? { seat, streams: 0 }
      own.set(key, here)
      clearTimeout(here.leaving)
      here.streams++
      if (here.streams === 1) words.note({ what: 'here', ...seat })
      return () => {
        if (--here.streams) return
        onLastStream(seat)
        here.leaving = setTimeout(() => {
          own.delete(key)
          words.note({ what: 'gone', ...seat })
        }, LINGER_MS).unref()
      }
    },
    repeat(board?: string) {
      for (const { seat } of own.values())
        if (board === undefined || boardOf(seat) === board) words.note({ what: 'here', ...seat })
    },
  }
}
