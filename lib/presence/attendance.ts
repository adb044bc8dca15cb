import { boardOf, type Notice, Roster, type Seat } from './roster'
import type { PresentMember } from './schema'

/** The first word goes out at once; what follows on its heels goes together. */
const APART_MS = 100
const RENEW_MS = 20_000
const LOOK_MS = 5_000
/** A stream that is opened again, as by a reload, is nobody's coming and going. */
const LINGER_MS = 2_000

type Tell = (members: PresentMember[]) => void
type Own = { seat: Seat; streams: number; leaving?: NodeJS.Timeout | undefined }

type Options = {
  /** Tells this process from the others. */
  self: string
  /** Says these lines to all other processes. */
  say: (lines: string[]) => Promise<void>
}

export type Attendance = ReturnType<typeof createAttendance>

/** This process's part in knowing who is at which board: says who is here, hears who is elsewhere, tells the streams. */
export function createAttendance({ self, say }: Options) {
  const roster = new Roster()
  const own = new Map<string, Own>()
  /** Of whom this process was told that they hold a deal. Only it says so again: from others the word may be old. */
  const hands = new Map<string, Seat>()
  const told = new Map<string, Set<Tell>>()
  const pending = new Map<string, Notice | string>()
  let flushing: Promise<void> | undefined
  let flushedAt = Number.NEGATIVE_INFINITY
  let renewedAt = performance.now()

  const keyOf = (seat: Seat) => `${boardOf(seat)} ${seat.userId}`

  /** Resolves once everybody has been told. A newer word about the same takes the place of an older one. */
  function note(notice: Notice) {
    const kind = notice.what === 'here' || notice.what === 'gone' ? 'place' : 'hand'
    pending.set(`${kind} ${keyOf(notice)}`, notice)
    return flushSoon()
  }

  function flushSoon() {
    flushing ??= new Promise((resolve) => {
      setTimeout(() => resolve(flush()), Math.max(0, flushedAt + APART_MS - performance.now()))
    })
    return flushing
  }

  async function flush() {
    const words = [...pending.values()]
    pending.clear()
    flushing = undefined
    flushedAt = performance.now()
    take(
      self,
      words.filter((word) => typeof word !== 'string'),
    )
    await say(words.map((word) => (typeof word === 'string' ? word : format(word))))
  }

  function take(process: string, notices: Notice[]) {
    const changed = notices.filter((notice) => roster.take(process, notice, performance.now())).map(boardOf)
    for (const board of new Set(changed)) tellAll(board)
  }

  function tellAll(board: string) {
    const members = roster.members(board)
    for (const each of told.get(board) ?? []) each(members)
  }

  /** Counts a stream in, until the returned function is called, and tells it who else is there. */
  function enter(seat: Seat, tell: Tell) {
    const board = boardOf(seat)
    const key = keyOf(seat)
    const here = own.get(key) ?? { seat, streams: 0 }
    own.set(key, here)
    clearTimeout(here.leaving)
    here.streams++
    if (here.streams === 1) note({ what: 'here', ...seat })
    const tells = told.get(board) ?? new Set()
    if (!tells.size) ask(board)
    told.set(board, tells.add(tell))
    tell(roster.members(board))
    return () => {
      tells.delete(tell)
      if (!tells.size && told.get(board) === tells) told.delete(board)
      if (--here.streams) return
      if (roster.holdOf(seat) && roster.isOnlyAt(self, seat)) drop(seat)
      here.leaving = setTimeout(() => {
        own.delete(key)
        note({ what: 'gone', ...seat })
      }, LINGER_MS).unref()
    }
  }

  /** Whoever else has somebody at the board says so again. */
  function ask(board: string) {
    pending.set(`ask ${board}`, `asks ${board}`)
    flushSoon()
  }

  function answer(board: string) {
    for (const { seat } of own.values()) {
      if (boardOf(seat) !== board) continue
      note({ what: 'here', ...seat })
    }
    for (const [key, seat] of hands) {
      const dealId = boardOf(seat) === board && roster.holdOf(seat)
      if (dealId && !pending.has(`hand ${key}`)) note({ what: 'holds', dealId, ...seat })
    }
  }

  function drop(seat: Seat) {
    hands.delete(keyOf(seat))
    return note({ what: 'drops', ...seat })
  }

  /** What was put down elsewhere is not said to be in hand from here. */
  function forget(seat: Seat) {
    hands.delete(keyOf(seat))
    pending.delete(`hand ${keyOf(seat)}`)
  }

  function look() {
    for (const board of roster.expire(performance.now())) tellAll(board)
    for (const [key, seat] of hands) if (!roster.holdOf(seat) && !pending.has(`hand ${key}`)) hands.delete(key)
    if (performance.now() < renewedAt + RENEW_MS) return
    renewedAt = performance.now()
    renew()
  }

  function renew() {
    for (const { seat } of own.values()) note({ what: 'here', ...seat })
  }

  setInterval(look, LOOK_MS).unref()

  return {
    enter,
    hold(seat: Seat, dealId: string | null) {
      if (!dealId) return drop(seat)
      hands.set(keyOf(seat), seat)
      return note({ what: 'holds', dealId, ...seat })
    },
    /** Lines from another process. */
    hear(process: string, lines: string[]) {
      const notices = lines.flatMap(parse)
      for (const notice of notices) if (notice.what === 'drops') forget(notice)
      take(process, notices)
      for (const line of lines) if (line.startsWith('asks ')) answer(line.slice('asks '.length))
    },
    /** After a time of deafness. */
    catchUp() {
      renew()
      for (const board of told.keys()) ask(board)
    },
  }
}

const format = ({ what, tenantId, pipelineId, userId, dealId }: Notice) =>
  [what, tenantId, pipelineId, userId, dealId].join(' ').trimEnd()

function parse(line: string): Notice[] {
  const [what, tenantId, pipelineId, userId, dealId] = line.split(' ')
  if (what === 'asks' || !tenantId || !pipelineId || !userId) return []
  return [{ what: what as Notice['what'], tenantId, pipelineId, userId, ...(dealId && { dealId }) }]
}
