import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { selection, statement } from '@/db/statement'
import { type Cursor, cursorAt, includes, inOrder } from './cursor'

type Scope = { tenantId: string }

const param = sql.placeholder

/**
 * SQL of the history that transaction ids belong to: one run of one server, over one table. A server that was
 * restarted, restored or promoted may give out known ids again, and so may one whose table was filled again.
 */
const history = sql`((extract(epoch from pg_postmaster_start_time()) * 1000000)::bigint::text || '.' ||
  pg_relation_filenode('changes'))`

/** SQL of two values: history and snapshot of the running statement. */
export const moment = sql`${history}, pg_current_snapshot()::text`

export const readMoment = ([history, snapshot]: unknown[]) => cursorAt(history as string, snapshot as string)

export const cursorNow = sql`(${history} || '.' || pg_snapshot_xmax(pg_current_snapshot()) ||
  coalesce((select string_agg('-' || open, '') from pg_snapshot_xip(pg_current_snapshot()) as open), ''))`

const inSnapshot = sql`${changes.tenantId} = ${param('tenantId')} and ${changes}.xmin = ${changes.xid}::xid`

/**
 * SQL of a tenant's changes committed since a cursor, in no order; its placeholders are `tenantId` and those of
 * `boundsOf`. A row that names another transaction than the one that inserted it came with a dump and is past.
 */
export const changesSince = (selected: SQLWrapper, more?: SQL) => {
  const own = and(inSnapshot, more)
  // Two ranges of one index: joined by `or`, they would be a scan of the whole log.
  return sql`
    select ${selected} from ${changes}
    where ${own} and ${changes.xid} >= ${param('end')}::xid8 and ${changes.xid} < pg_snapshot_xmax(pg_current_snapshot())
    union all
    select ${selected} from ${changes} where ${own} and ${changes.xid} = any(${param('open')}::text::xid8[])`
}

export const boundsOf = ({ end, open }: Cursor) => ({ end: String(end), open: `{${open.join()}}` })

const logged = selection({
  row: {
    entity: changes.entity,
    entityId: changes.entityId,
    action: changes.action,
    version: changes.version,
    pipelineId: changes.pipelineId,
    pipelineFrom: sql<string | null>`${changes.before}->>'pipelineId'`,
    stageFrom: changes.stageFrom,
    stageTo: changes.stageTo,
    actorId: changes.actorId,
    at: changes.at,
    batchId: changes.batchId,
    xid: sql<string>`${changes.xid}::text`,
    seq: changes.seq,
  },
})

/** Changes behind which loading afresh is cheaper than catching up. */
export const MOST_BEHIND = 10_000

const nowAndSince = statement(
  () => sql`select ${moment}, ${logged.columns}
    from (select) as one left join lateral (${changesSince(sql`${changes}.*`)}) as changes on true
    limit ${sql.raw(String(MOST_BEHIND + 1))}`,
  (values) => ({ now: readMoment(values), row: logged.read(values.slice(2)).row }),
)

type Logged = NonNullable<ReturnType<typeof logged.read>['row']>
export type LoggedChange = Logged & { cursor: Cursor }

/**
 * A tenant's changes after one cursor and up to another, or until now, each once and with the cursor of a reader who
 * has had it. `changes` is undefined when `from` is of another history or too far behind.
 */
export async function readSince(scope: Scope, from: Cursor, to?: Cursor) {
  const results = await nowAndSince(forTenant(scope), { tenantId: scope.tenantId, ...boundsOf(from) })
  const now = to ?? results[0]!.now
  if (from.history !== now.history || from.end > now.end || results.length > MOST_BEHIND) return { now }
  const rows = results.flatMap(({ row }) => (row && !includes(from, row) && includes(now, row) ? row : []))
  const changes = inOrder(rows, from, now).map(({ row, cursor }): LoggedChange => ({ ...row, cursor }))
  return { now, changes }
}

const now = statement(() => sql`select ${moment}`, readMoment)

/** The cursor of now: everything committed so far is before it. */
export async function currentCursor(scope: Scope): Promise<Cursor> {
  const [cursor] = await now(forTenant(scope), {})
  return cursor!
}
