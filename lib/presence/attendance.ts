import { createAudience, type Tell } from './audience'
import { createHands } from './hands'
import { createOwnSeats } from './own-seats'
import { boardOf, type Notice, Roster, type Seat } from './roster'
import { createWords, format, parse } from './words'

const RENEW_MS = 20_000
const LOOK_MS = 5_000

type Options = {
  self: string
  say: (lines: string[]) => Promise<void>
}

export type Attendance = ReturnType<typeof createAttendance>

/** One process's share of presence: says who is at which board here, hears who is elsewhere, and tells the streams. */
export function createAttendance({ self, say }: Options) {
  const roster = new Roster()
  const audience = createAudience(roster)
  const words = createWords(send)
  const hands = createHands(roster, words)
  const seats = createOwnSeats(words, letGo)
  let renewedAt = performance.now()

  function send(all: (Notice | string)[]) {
    take(
      self,
      all.filter((word) => typeof word !== 'string'),
    )
    return say(all.map(format))
  }

  function take(process: string, notices: Notice[]) {
    const changed = notices.filter((notice) => roster.take(process, notice, performance.now())).map(boardOf)
    for (const board of new Set(changed)) audience.tellAll(board)
  }

  /** Counts a stream in until the returned function is called, and tells it who is there. */
  function enter(seat: Seat, tell: Tell) {
    const board = boardOf(seat)
    const leave = seats.enter(seat)
    if (!audience.isAt(board)) words.ask(board)
    const stopTelling = audience.add(board, tell)
    tell(roster.members(board))
    return () => {
      stopTelling()
      leave()
    }
  }

  function letGo(seat: Seat) {
    if (roster.holdOf(seat) && roster.isOnlyAt(self, seat)) hands.drop(seat)
  }

  function answer(board: string) {
    seats.repeat(board)
    hands.repeat(board)
  }

  function look() {
    for (const board of roster.expire(performance.now())) audience.tellAll(board)
    hands.forgetExpired()
    if (performance.now() < renewedAt + RENEW_MS) return
    renewedAt = performance.now()
    seats.repeat()
  }

  setInterval(look, LOOK_MS).unref()

  return {
    enter,
    hold: hands.hold,
    hear(process: string, lines: string[]) {
      const notices = lines.flatMap(parse)
      for (const notice of notices) if (notice.what === 'drops') hands.forget(notice)
      take(process, notices)
      for (const line of lines) if (line.startsWith('asks ')) answer(line.slice('asks '.length))
    },
    /** Says and asks everything again after a lost connection. */
    catchUp() {
      seats.repeat()
      for (const board of audience.boards()) words.ask(board)
    },
  }
}
