import { forLog } from '@/db/errors'
import { type LiveCard, listLiveCards } from './board/queries'
import { type Cursor, currentCursor, type LoggedChange, readAfter } from './changes'
import { subscribe } from './wake'

const PAGE = 500
/** Further behind than this, loading afresh is cheaper than catching up. */
const MAX_BEHIND = 5_000
/** How soon to look again for rows held back by a transaction that still runs. */
const RETRY_MS = 15

/** A change, and for a deal that is still there, how it stands. Only of those that come while the feed is open. */
export type Told = LoggedChange & { live?: LiveCard | undefined }
type Deliver = (rows: Told[]) => void
/** One reader per tenant and process, however many streams hang on it. */
type Feed = { cursor: Cursor; subscribers: Set<Deliver>; stop: () => void }

const held = globalThis as typeof globalThis & { penstockFeeds?: Map<string, Promise<Feed>> }
held.penstockFeeds ??= new Map()
const feeds = held.penstockFeeds

/**
 * Delivers every settled change after `from`, once and in order, until the returned function is called. Undefined when
 * `from` cannot be resumed: it is too far back or from another database, and the caller must load afresh.
 */
export async function follow(scope: { tenantId: string }, from: Cursor, deliver: Deliver) {
  const early: Told[] = []
  let caughtUpTo: Cursor | undefined
  const subscriber: Deliver = (rows) => {
    if (caughtUpTo) deliverAfter(caughtUpTo, rows)
    else early.push(...rows)
  }
  // The feed may be behind what was read here, and bring some of it again.
  const deliverAfter = (cursor: Cursor, rows: LoggedChange[]) => deliver(rows.filter((row) => isAfter(row, cursor)))
  const feed = await joinFeed(scope, subscriber)
  const leave = () => {
    feed.subscribers.delete(subscriber)
    if (!feed.subscribers.size) closeFeed(scope.tenantId, feed)
  }
  try {
    const missed = await readMissed(scope, from)
    if (!missed) {
      leave()
      return
    }
    caughtUpTo = missed.at(-1) ?? from
    deliver(missed)
    deliverAfter(caughtUpTo, early)
    return leave
  } catch (error) {
    leave()
    throw error
  }
}

async function readMissed(scope: { tenantId: string }, from: Cursor) {
  if (isAfter(from, await currentCursor(scope))) return
  const missed: LoggedChange[] = []
  for (;;) {
    const { rows } = await readAfter(scope, missed.at(-1) ?? from, PAGE)
    missed.push(...rows)
    if (rows.length < PAGE) return missed
    if (missed.length >= MAX_BEHIND) return
  }
}

async function joinFeed(scope: { tenantId: string }, subscriber: Deliver): Promise<Feed> {
  const open = feeds.get(scope.tenantId) ?? openFeed(scope)
  feeds.set(scope.tenantId, open)
  try {
    const feed = await open
    // The last subscriber may have left, and closed it, while this one was waiting.
    if (feeds.get(scope.tenantId) !== open) return joinFeed(scope, subscriber)
    feed.subscribers.add(subscriber)
    return feed
  } catch (error) {
    feeds.delete(scope.tenantId)
    throw error
  }
}

async function openFeed(scope: { tenantId: string }): Promise<Feed> {
  const feed: Feed = { cursor: await currentCursor(scope), subscribers: new Set(), stop: () => {} }
  let reading = false
  let again = false
  const read = async () => {
    again = true
    if (reading) return
    reading = true
    try {
      while (again) {
        again = false
        const { rows, waiting } = await readAfter(scope, feed.cursor, PAGE)
        const told = await withCards(scope, rows)
        feed.cursor = rows.at(-1) ?? feed.cursor
        if (told.length) for (const deliver of [...feed.subscribers]) deliver(told)
        if (rows.length === PAGE) again = true
        else if (waiting && feed.subscribers.size) setTimeout(read, RETRY_MS).unref()
      }
    } catch (error) {
      // The next wake-up or poll reads on from the same cursor.
      console.error('Could not read the change log:', forLog(error))
    } finally {
      reading = false
    }
  }
  feed.stop = subscribe(scope.tenantId, read)
  return feed
}

/** Read once for all subscribers, who would otherwise each ask for the card. */
async function withCards(scope: { tenantId: string }, rows: LoggedChange[]): Promise<Told[]> {
  const ids = rows.flatMap(({ entity, action, entityId }) =>
    entity === 'deal' && action !== 'deleted' ? entityId : [],
  )
  const cards = await listLiveCards(scope, [...new Set(ids)])
  return rows.map((row) => ({ ...row, live: row.entity === 'deal' ? cards.get(row.entityId) : undefined }))
}

function closeFeed(tenantId: string, feed: Feed) {
  feed.stop()
  feeds.delete(tenantId)
}

const isAfter = (a: Cursor, b: Cursor) => {
  const [x, y] = [BigInt(a.xid), BigInt(b.xid)]
  return x === y ? a.seq > b.seq : x > y
}
