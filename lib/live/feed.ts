import { forLog } from '@/db/errors'
import { type LiveCard, listLiveCards } from '../board/queries'
import { currentCursor, type LoggedChange, readSince } from '../log/changes-since'
import type { Cursor } from '../log/cursor'
import { sharedRun } from '../log/shared-run'
import { subscribe } from '../log/wake'

type Scope = { tenantId: string }

/** A change and, when it comes while the feed is open, the card of its deal. */
export type LiveChange = LoggedChange & { live?: LiveCard | undefined }

export type Follower = {
  deliver: (changes: LiveChange[]) => void
  /** Called when changes before this cursor cannot be delivered: the follower must load afresh. Later changes follow. */
  lose: (now: Cursor) => void
}

/** The reader of a tenant's log, one in each process for all its streams. */
type Feed = { cursor?: Cursor; followers: Set<Follower>; stop: () => void }

const shared = globalThis as typeof globalThis & { penstockFeeds?: Map<string, Feed> }
shared.penstockFeeds ??= new Map()
const feeds = shared.penstockFeeds

const PAGE = 500

/** Delivers every change after `from` once, until the returned function is called. */
export async function follow(scope: Scope, from: Cursor, follower: Follower) {
  const early: (() => void)[] = []
  let isCaughtUp = false
  const inTurn = (tell: () => void) => (isCaughtUp ? tell() : early.push(tell))
  const joined: Follower = {
    deliver: (changes) => inTurn(() => follower.deliver(changes)),
    lose: (now) => inTurn(() => follower.lose(now)),
  }
  const feed = feeds.get(scope.tenantId) ?? openFeed(scope)
  feed.followers.add(joined)
  const leave = () => {
    feed.followers.delete(joined)
    if (!feed.followers.size) closeFeed(scope, feed)
  }
  try {
    await advance(scope)
    // From here on the feed delivers whatever its cursor does not include.
    early.length = 0
    const { now, changes } = await readSince(scope, from, feed.cursor)
    if (!changes) follower.lose(now)
    else if (changes.length) follower.deliver(changes)
    isCaughtUp = true
    for (const tell of early) tell()
    return leave
  } catch (error) {
    leave()
    throw error
  }
}

function openFeed(scope: Scope) {
  const feed: Feed = { followers: new Set(), stop: subscribe(scope.tenantId, read) }
  feeds.set(scope.tenantId, feed)
  return feed

  function read() {
    // The next wake-up or poll reads on from the same cursor.
    advance(scope).catch((error) => console.error('Could not read the change log:', forLog(error)))
  }
}

const advance = sharedRun(async (scope) => {
  const feed = feeds.get(scope.tenantId)
  if (!feed) return
  if (!feed.cursor) {
    feed.cursor = await currentCursor(scope)
    return
  }
  const { now, changes } = await readSince(scope, feed.cursor)
  const liveChanges = changes && (await withCards(scope, changes))
  feed.cursor = now
  for (const { deliver, lose } of [...feed.followers])
    if (!liveChanges) lose(now)
    else if (liveChanges.length) deliver(liveChanges)
})

async function withCards(scope: Scope, changes: LoggedChange[]): Promise<LiveChange[]> {
  const ids = changes.flatMap(({ entity, action, entityId }) =>
    entity === 'deal' && action !== 'deleted' ? entityId : [],
  )
  const distinct = [...new Set(ids)]
  const cards = new Map<string, LiveCard>()
  for (let i = 0; i < distinct.length; i += PAGE)
    for (const [id, card] of await listLiveCards(scope, distinct.slice(i, i + PAGE))) cards.set(id, card)
  return changes.map((change) => ({
    ...change,
    live: change.entity === 'deal' ? cards.get(change.entityId) : undefined,
  }))
}

function closeFeed({ tenantId }: Scope, feed: Feed) {
  feed.stop()
  if (feeds.get(tenantId) === feed) feeds.delete(tenantId)
}
