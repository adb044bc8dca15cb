/**
 * A place in the log: everything committed when a PostgreSQL snapshot was taken. Of two places in one history one is
 * the later, and between them is what was committed meanwhile.
 */
export type Cursor = {
  /** One run of one server over one table of changes; transaction ids mean nothing in another. */
  history: string
  /** The first transaction id after the cursor; those below are before it, except `open`. */
  end: bigint
  /** Transactions below `end` that were still running. */
  open: readonly bigint[]
  /** One more transaction, of which the rows up to this one are before the cursor. */
  partly?: { xid: bigint; seq: number }
}

export type Place = { xid: string; seq: number }

/** A cursor as text: `history.end`, then `-` before each open transaction and `~` before a part. */
export const formatCursor = ({ history, end, open, partly }: Cursor) =>
  `${history}.${[end, ...open].join('-')}${partly ? `~${partly.xid}.${partly.seq}` : ''}`

const TEXT = /^(\d{1,20}\.\d{1,10})\.(\d{1,20})((?:-\d{1,20})*)(?:~(\d{1,20})\.(\d{1,15}))?$/
/** Cursors of earlier releases, whose history is not known. */
const OLD_TEXT = /^\d{1,20}\.\d{1,15}$/
/** Longest cursor: some hundred open transactions, and short enough for a header. */
const MOST_LETTERS = 8_000

export function parseCursor(text: string): Cursor | undefined {
  if (OLD_TEXT.test(text)) return { history: '0.0', end: 0n, open: [] }
  const [, history, end, open, xid, seq] = (text.length <= MOST_LETTERS && TEXT.exec(text)) || []
  if (!history || !end) return
  const cursor = { history, end: BigInt(end), open: (open ?? '').split('-').slice(1).map(BigInt) }
  return xid ? { ...cursor, partly: { xid: BigInt(xid), seq: Number(seq) } } : cursor
}

/** The cursor of a PostgreSQL snapshot, `xmin:xmax:xid,xid`. */
export function cursorAt(history: string, snapshot: string): Cursor {
  const [, end, open] = snapshot.split(':')
  return { history, end: BigInt(end!), open: open ? open.split(',').map(BigInt) : [] }
}

export function includes({ end, open, partly }: Cursor, { xid, seq }: Place) {
  const id = BigInt(xid)
  return (id < end && !open.includes(id)) || (partly?.xid === id && seq <= partly.seq)
}

/** Whether one cursor is after the other; a later history is a later start of a server. */
export function isLater(one: Cursor, other: Cursor) {
  if (one.history !== other.history) return startOf(one) > startOf(other)
  if (one.end !== other.end) return one.end > other.end
  if (one.open.length !== other.open.length) return one.open.length < other.open.length
  return (one.partly?.seq ?? -1) > (other.partly?.seq ?? -1)
}

const startOf = ({ history }: Cursor) => BigInt(history.split('.')[0]!)

/**
 * Changes committed between two cursors in order, each with the cursor of a reader who has had it and all before it. A
 * change comes after those it was made in sight of, and the rows of a transaction stay together.
 */
export function inOrder<Row extends Place>(rows: readonly Row[], from: Cursor, to: Cursor) {
  const transactions = byTransaction(rows, from)
  const ascending = transactions.map(({ xid }) => xid).sort((a, b) => (a < b ? -1 : 1))
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
  const transactions = new Map<string, Row[]>()
  for (const row of rows.toSorted((a, b) => a.seq - b.seq)) {
    const own = transactions.get(row.xid)
    if (own) own.push(row)
    else transactions.set(row.xid, [row])
  }
  // A transaction that waited for another's lock wrote its last row after the other had written all of its own.
  const rank = ({ xid, rows }: { xid: bigint; rows: Row[] }) => (xid === partly?.xid ? -1 : rows.at(-1)!.seq)
  return [...transactions].map(([xid, rows]) => ({ xid: BigInt(xid), rows })).sort((a, b) => rank(a) - rank(b))
}
