/**
 * What of the log a reader has had: all that was committed when a PostgreSQL snapshot was taken. Such moments follow one
 * another, so of two places in one history one is the later, and what lies between them is what committed meanwhile.
 */
export type Cursor = {
  /** Names one run of one server over one table of changes; ids of transactions mean nothing in another. */
  history: string
  /** Transactions from this id on have not been had; those below have, but for `open`. */
  end: bigint
  /** Transactions below `end` that still ran. */
  open: readonly bigint[]
  /** Of one transaction more, the rows up to this one. */
  partly?: { xid: bigint; seq: number }
}

/** A change as the log orders it. */
export type Place = { xid: string; seq: number }

/** Text for a client to come back with, `history.end`, then `-` before each open transaction and `~` before a part. */
export const formatCursor = ({ history, end, open, partly }: Cursor) =>
  `${history}.${[end, ...open].join('-')}${partly ? `~${partly.xid}.${partly.seq}` : ''}`

const TEXT = /^(\d{1,20}\.\d{1,10})\.(\d{1,20})((?:-\d{1,20})*)(?:~(\d{1,20})\.(\d{1,15}))?$/
/** What earlier releases gave out, which is of no history that is known. */
const OLD_TEXT = /^\d{1,20}\.\d{1,15}$/
/** Room for some hundred open transactions, in what a front takes of headers. */
const MOST_LETTERS = 8_000

export function parseCursor(text: string): Cursor | undefined {
  if (OLD_TEXT.test(text)) return { history: '0.0', end: 0n, open: [] }
  const [, history, end, open, xid, seq] = (text.length <= MOST_LETTERS && TEXT.exec(text)) || []
  if (!history || !end) return
  const cursor = { history, end: BigInt(end), open: (open ?? '').split('-').slice(1).map(BigInt) }
  return xid ? { ...cursor, partly: { xid: BigInt(xid), seq: Number(seq) } } : cursor
}

/** The cursor of a moment, from what PostgreSQL writes of a snapshot: `xmin:xmax:xid,xid`. */
export function cursorAt(history: string, snapshot: string): Cursor {
  const [, end, open] = snapshot.split(':')
  return { history, end: BigInt(end!), open: open ? open.split(',').map(BigInt) : [] }
}

/** Whether a change was had at the cursor. */
export function includes({ end, open, partly }: Cursor, { xid, seq }: Place) {
  const id = BigInt(xid)
  return (id < end && !open.includes(id)) || (partly?.xid === id && seq <= partly.seq)
}

/** A later history is a later start of a server. */
export function isLater(one: Cursor, other: Cursor) {
  if (one.history !== other.history) return startOf(one) > startOf(other)
  if (one.end !== other.end) return one.end > other.end
  if (one.open.length !== other.open.length) return one.open.length < other.open.length
  return (one.partly?.seq ?? -1) > (other.partly?.seq ?? -1)
}

const startOf = ({ history }: Cursor) => BigInt(history.split('.')[0]!)

/**
 * Changes that committed between two moments, each with the cursor of a reader who has had it and all before it. What was
 * written in sight of another change comes after it, and the rows of a transaction stay together.
 */
export function inOrder<Row extends Place>(rows: readonly Row[], from: Cursor, to: Cursor) {
  const transactions = byTransaction(rows, from)
  const ascending = transactions.map(({ xid }) => xid).sort((a, b) => (a < b ? -1 : 1))
  /** Transactions below `end` whose turn is still to come. */
  const waiting = new Set<bigint>()
  let end = from.end
  let reached = from
  let passed = 0
  const placed = transactions.flatMap(({ xid, rows }) => {
    const before = reached
    if (xid >= end) end = xid + 1n
    while (passed < ascending.length && ascending[passed]! < end) waiting.add(ascending[passed++]!)
    waiting.delete(xid)
    reached = { history: to.history, end, open: [...to.open.filter((open) => open < end), ...waiting] }
    return rows.map((row, i) => ({
      row,
      cursor: i === rows.length - 1 ? reached : { ...before, partly: { xid, seq: row.seq } },
    }))
  })
  const last = placed.at(-1)
  if (last) last.cursor = to
  return placed
}

function byTransaction<Row extends Place>(rows: readonly Row[], { partly }: Cursor) {
  const found = new Map<string, Row[]>()
  for (const row of rows.toSorted((a, b) => a.seq - b.seq)) {
    const own = found.get(row.xid)
    if (own) own.push(row)
    else found.set(row.xid, [row])
  }
  // Whoever waited for a lock wrote its last row after whoever held it had written all of its own.
  const rank = ({ xid, rows }: { xid: bigint; rows: Row[] }) => (xid === partly?.xid ? -1 : rows.at(-1)!.seq)
  return [...found].map(([xid, rows]) => ({ xid: BigInt(xid), rows })).sort((a, b) => rank(a) - rank(b))
}
