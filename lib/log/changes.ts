import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { v7 as uuidv7 } from 'uuid'
import { afterCommit, type Db, forTenant, type Tx } from '@/db/client'
import { type ChangeRow, changes } from '@/db/schema/changes'
import { pipelineStages } from '@/db/schema/pipelines'
import { users } from '@/db/schema/users'
import type { Actor } from '../auth/actor'
import { notFound } from '../errors'
import { isOwn } from '../rows/sql'
import { fullName } from '../values/full-name'
import { wake } from './wake'

type Fields = Record<string, unknown>
type Change = Pick<ChangeRow, 'entity' | 'entityId' | 'action' | 'version'> &
  Partial<Pick<ChangeRow, 'pipelineId' | 'before' | 'after' | 'stageFrom' | 'stageTo' | 'batchId'>>

/** Rows of one insert: a statement takes 65,535 parameters. */
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

type LoggedTable = PgTable & Record<'tenantId' | 'id', PgColumn>
type Row<T extends LoggedTable> = T['$inferSelect']
type LoggedRow = { id: string; version: number; pipelineId?: string }

/** What is written to a table and logged; the rows of one batch belong together. */
type Logged<T> = { entity: ChangeRow['entity']; table: T; batchId?: string | null }

const logOf = <T>({ entity, batchId }: Logged<T>, { id, version, pipelineId }: LoggedRow) => ({
  entity,
  entityId: id,
  pipelineId: entity === 'pipeline' ? id : pipelineId,
  version,
  batchId,
})

/** A row, locked until the transaction ends. Throws not_found. */
export async function lock<T extends LoggedTable>(
  tx: Tx,
  actor: Actor,
  { entity, table }: Logged<T>,
  id: string,
  strength: 'update' | 'no key update' = 'update',
): Promise<Row<T>> {
  const [row] = await tx
    .select()
    .from(table as PgTable)
    .where(isOwn(table, actor, id))
    .for(strength)
  if (!row) throw notFound(entity)
  return row
}

/** Inserts new rows of the actor's and logs each whole. */
export async function insertLogged<T extends LoggedTable>(
  tx: Tx,
  actor: Actor,
  logged: Logged<T>,
  rows: Omit<T['$inferInsert'], 'tenantId' | 'id' | 'createdByUserId' | 'updatedByUserId'>[],
): Promise<Row<T>[]> {
  if (!rows.length) return []
  const { tenantId, userId } = actor
  const stamped = rows.map((row) => ({
    ...row,
    tenantId,
    id: uuidv7(),
    createdByUserId: userId,
    updatedByUserId: userId,
  }))
  const inserted = await tx
    .insert(logged.table as PgTable)
    .values(stamped)
    .returning()
  await append(
    tx,
    actor,
    inserted.map((row) => ({ ...logOf(logged, row as LoggedRow), action: 'created', after: row })),
  )
  return inserted
}

/** Writes and logs what differs in a row; undefined where nothing does, unless it is `forced` to a new version. */
export async function updateLogged<T extends LoggedTable>(
  tx: Tx,
  actor: Actor,
  logged: Logged<T>,
  before: Row<T> & LoggedRow,
  next: Partial<Row<T>>,
  forced = false,
): Promise<Row<T> | undefined> {
  const { changed, ...log } = difference<Fields>(before, next)
  if (!changed.length && !forced) return
  const { table } = logged
  const [after] = await tx
    .update(table as PgTable)
    .set({ ...log.after, updatedAt: sql`now()`, updatedByUserId: actor.userId, version: before.version + 1 })
    .where(isOwn(table, actor, before.id))
    .returning()
  await append(tx, actor, { ...logOf(logged, after as LoggedRow), action: 'updated', ...log })
  return after
}

/** Deletes rows and logs each whole, so that the log can bring them back. Returns their number. */
export async function deleteLogged(
  tx: Tx,
  actor: Actor,
  { entity, table, where, batchId }: Logged<PgTable> & { where: SQL },
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

/** Wakes listeners after the commit of a write whose statement has its own log row. */
export const wakeAfterCommit = (tx: Db | Tx, actor: Actor) => afterCommit(tx, () => wake(actor.tenantId))

export const newBatchId = () => uuidv7()

/** The fields that differ, before and after, without version and stamps, which the log row has itself. */
export function difference<Row extends Fields>(before: Row, after: Row) {
  const changed = Object.keys(after).filter((key) => !bookkeeping.has(key) && !isSame(before[key], after[key]))
  const pick = (row: Row) => Object.fromEntries(changed.map((key) => [key, row[key]])) as Partial<Row>
  return { changed, before: pick(before), after: pick(after) }
}

const isSame = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b)

const bookkeeping = new Set(['version', 'updatedAt', 'updatedByUserId'])

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
