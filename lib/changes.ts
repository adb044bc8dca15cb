import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { v7 as uuidv7 } from 'uuid'
import { afterCommit, type Db, forTenant, type Tx } from '@/db/client'
import { type ChangeRow, changes, pipelineStages, users } from '@/db/schema'
import { selection, statement } from '@/db/statement'
import type { Actor } from './auth'
import type { ChangeEvent } from './board/schema'
import { fullName } from './users/schema'
import { wake } from './wake'

type Fields = Record<string, unknown>
type Change = Pick<ChangeRow, 'entity' | 'entityId' | 'action' | 'version'> &
  Partial<Pick<ChangeRow, 'pipelineId' | 'before' | 'after' | 'stageFrom' | 'stageTo' | 'batchId'>>

/** A statement takes 65,535 parameters. */
const ROWS_PER_INSERT = 2000

/** Writes to the log in the transaction that makes the change; whoever listens is woken after the commit. */
export async function append(tx: Tx, actor: Actor, change: Change | Change[]) {
  const rows = Array.isArray(change) ? change : [change]
  if (!rows.length) return
  for (let i = 0; i < rows.length; i += ROWS_PER_INSERT)
    await tx
      .insert(changes)
      .values(
        rows
          .slice(i, i + ROWS_PER_INSERT)
          .map((row) => ({ tenantId: actor.tenantId, actorId: actor.userId, via: actor.via, ...row })),
      )
  wakeAfterCommit(tx, actor)
}

/**
 * Deletes rows and logs each with its full content, in one statement whatever their number, so that the log can bring
 * them back. Returns how many went.
 */
export async function deleteLogged(
  tx: Tx,
  actor: Actor,
  {
    entity,
    table,
    where,
    batchId,
  }: { entity: ChangeRow['entity']; table: PgTable; where: SQL; batchId?: string | null },
) {
  const columns = getTableColumns(table)
  const image = sql.join(
    Object.entries(columns).map(([field, column]) => sql`${field}::text, gone.${sql.identifier(column.name)}`),
    sql`, `,
  )
  const pipelineId = entity === 'pipeline' ? sql`gone.id` : 'pipelineId' in columns ? sql`gone.pipeline_id` : sql`null`
  const stageFrom = entity === 'deal' ? sql`gone.stage_id` : sql`null`
  const { count } = await tx.execute(sql`
    with gone as (delete from ${table} where ${where} returning *)
    insert into ${changes} (tenant_id, actor_id, via, entity, entity_id, pipeline_id, action, version, before, stage_from, batch_id)
    select gone.tenant_id, ${actor.userId}::uuid, ${actor.via}, ${entity}, gone.id, ${pipelineId}::uuid, 'deleted',
      gone.version, jsonb_build_object(${image}), ${stageFrom}::uuid, ${batchId ?? null}::uuid
    from gone`)
  if (count) wakeAfterCommit(tx, actor)
  return count
}

/** For a write whose statement carries its own log row. */
export const wakeAfterCommit = (tx: Db | Tx, actor: Actor) => afterCommit(tx, () => wake(actor.tenantId))

export const newBatchId = () => uuidv7()

/** The fields that differ, as they were and as they are. Who and when stand in the log row itself. */
export function difference<Row extends Fields>(before: Row, after: Row) {
  const changed = Object.keys(after).filter((key) => !bookkeeping.has(key) && !isSame(before[key], after[key]))
  const pick = (row: Row) => Object.fromEntries(changed.map((key) => [key, row[key]])) as Partial<Row>
  return { changed, before: pick(before), after: pick(after) }
}

const isSame = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

const bookkeeping = new Set(['version', 'updatedAt', 'updatedByUserId'])

/** A place in the log. Rows become readable in this order, which is neither that of `seq` nor that of time. */
export type Cursor = { xid: string; seq: number }

export const formatCursor = ({ xid, seq }: Cursor) => `${xid}.${seq}`

export function parseCursor(text: string): Cursor | undefined {
  const match = /^(\d{1,20})\.(\d{1,15})$/.exec(text)
  return match ? { xid: match[1]!, seq: Number(match[2]) } : undefined
}

/** Transactions that might still commit are invisible to readers until none older than them is running. */
const horizon = sql`pg_snapshot_xmin(pg_current_snapshot())`
const settled = sql`${changes.xid} < ${horizon}`

/** The cursor of the statement that this stands in: its readers see nothing that comes after. */
export const cursorNow = sql<string>`${horizon}::text || '.0'`

/** Where the log stands now: everything before is settled, everything after is still to come. */
export async function currentCursor(scope: { tenantId: string }): Promise<Cursor> {
  const [row] = await forTenant(scope).execute<{ xid: string }>(
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`,
  )
  return { xid: row!.xid, seq: 0 }
}

const logged = selection({
  row: {
    entity: changes.entity,
    entityId: changes.entityId,
    action: changes.action,
    version: changes.version,
    pipelineId: changes.pipelineId,
    /** Where a deal came from when it changed pipelines, so that both boards hear of it. */
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
const held = sql.placeholder
const own = sql`${changes.tenantId} = ${held('tenantId')}`

const settledAfter = statement(
  () => sql`select ${logged.columns} from ${changes}
    where ${own} and (${changes.xid}, ${changes.seq}) > (${held('xid')}::xid8, ${held('seq')}) and ${settled}
    order by ${changes.xid}, ${changes.seq} limit ${held('limit')}`,
  (values) => logged.read(values).row!,
)

const isHeldBack = statement(
  () => sql`select exists (select from ${changes} where ${own} and ${changes.xid} >= ${horizon})`,
  ([waiting]) => waiting as boolean,
)

/**
 * Settled changes after the cursor, in the order readers agree on. `waiting` says that more are committed or about to
 * be, held back by an older transaction that still runs.
 */
export async function readAfter(scope: { tenantId: string }, { xid, seq }: Cursor, limit = 500) {
  const { tenantId } = scope
  const [rows, [waiting = false]] = await Promise.all([
    settledAfter(forTenant(scope), { tenantId, xid, seq, limit }),
    isHeldBack(forTenant(scope), { tenantId }),
  ])
  return { rows, waiting }
}

export type LoggedChange = Awaited<ReturnType<typeof readAfter>>['rows'][number]

export const toEvent = (row: LoggedChange): ChangeEvent => ({
  entity: row.entity,
  entityId: row.entityId,
  action: row.action,
  version: row.version,
  pipelineId: row.pipelineId,
  pipelineFrom: row.pipelineFrom,
  stageFrom: row.stageFrom,
  stageTo: row.stageTo,
  actorId: row.actorId,
  at: row.at,
  batchId: row.batchId,
})

/** What happened to one entity, newest first, with names instead of ids. */
export async function listChanges(actor: Actor, { entityId, limit = 100 }: { entityId: string; limit?: number }) {
  const rows = await forTenant(actor)
    .select({ change: changes, firstName: users.firstName, lastName: users.lastName, email: users.email })
    .from(changes)
    .leftJoin(users, eq(users.id, changes.actorId))
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.entityId, entityId)))
    .orderBy(desc(changes.seq))
    .limit(limit)
  const stageIds = [...new Set(rows.flatMap(({ change }) => [change.stageFrom, change.stageTo]))].filter(
    (id) => id !== null,
  )
  const stages = stageIds.length
    ? await forTenant(actor)
        .select({ id: pipelineStages.id, name: pipelineStages.name })
        .from(pipelineStages)
        .where(and(eq(pipelineStages.tenantId, actor.tenantId), inArray(pipelineStages.id, stageIds)))
    : []
  const stageNames = new Map(stages.map((stage) => [stage.id, stage.name]))
  return rows.map(({ change, email, ...name }) => ({
    at: change.at,
    actorName: email === null ? null : fullName({ ...name, email }),
    via: change.via,
    action: change.action,
    before: change.before,
    after: change.after,
    stageFromName: stageNames.get(change.stageFrom ?? '') ?? null,
    stageToName: stageNames.get(change.stageTo ?? '') ?? null,
  }))
}
