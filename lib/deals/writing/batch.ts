import { and, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from '@/db/client'
import { type ChangeRow, changes } from '@/db/schema/changes'
import { type DealRow, deals } from '@/db/schema/deals'
import { inParts } from '@/db/slices'
import { selection, statement } from '@/db/statement'
import type { Actor } from '@/lib/auth/actor'
import { difference, wakeAfterCommit } from '@/lib/log/changes'

// Many deals are written in statements of 50 each: one of thousands would hold up everybody else.

/** A locked deal and the columns to write; those that do not differ are left out. */
export type Step = { deal: DealRow; next: Partial<DealRow> }

/** Locks deals until the transaction ends; those that exist, by id. */
export async function lockDeals(tx: Tx, actor: Actor, ids: string[]): Promise<Map<string, DealRow>> {
  // In one order for all, so that two batches do not wait for each other.
  const rows = await inParts([...ids].sort(), (part) => locked(tx, { tenantId: actor.tenantId, ids: part }))
  return new Map(rows.map((row) => [row.id, row]))
}

const whole = selection({ deal: deals })
const toRow = (values: unknown[]): DealRow => whole.read(values).deal!

const locked = statement(
  () => sql`select ${whole.columns} from ${deals}
    where ${deals.tenantId} = ${sql.placeholder('tenantId')} and ${deals.id} = any(${sql.placeholder('ids')}::uuid[])
    order by ${deals.id} for update`,
  toRow,
)

export const among = (actor: Actor, ids: string[]) =>
  and(eq(deals.tenantId, actor.tenantId), sql`${deals.id} = any(${sql.param(ids)}::uuid[])`)!

/** Writes what differs, with its log rows. Answers with all deals as they are then, in the order of `steps`. */
export const writeBatch = (tx: Tx, actor: Actor, steps: Step[], batchId: string | null): Promise<DealRow[]> =>
  inParts(steps, (part) => writePart(tx, actor, part, batchId))

async function writePart(tx: Tx, actor: Actor, steps: Step[], batchId: string | null): Promise<DealRow[]> {
  const changes = steps.flatMap(({ deal, next }) => {
    const { changed, before, after } = difference<Partial<DealRow>>(deal, next)
    return changed.length ? [{ deal, before, after, changed }] : []
  })
  if (!changes.length) return steps.map(({ deal }) => deal)
  const keys = [...new Set(changes.flatMap(({ changed }) => changed))] as (keyof DealRow)[]
  const rows = changes.map(({ deal, after }) => ({ ...deal, ...after }))
  const given = sql.join(
    keys.map((key) => sql`${sql.identifier(columns[key].name)} = given.${sql.identifier(columns[key].name)}`),
    sql`, `,
  )
  const update = statement(
    () => sql`update ${deals} set ${given}, updated_at = now(), updated_by_user_id = ${actor.userId}::uuid,
        version = ${deals.version} + 1
      from ${recordset(deals, ['id', ...keys], rows)}
      where ${deals.tenantId} = ${actor.tenantId} and ${deals.id} = given.id
      returning ${whole.columns}`,
    toRow,
    false,
  )
  const now = new Map((await update(tx, {})).map((row) => [row.id, row]))
  await appendPart(
    tx,
    actor,
    changes.map(({ deal, before, changed }) => {
      const row = now.get(deal.id)!
      return {
        entityId: deal.id,
        pipelineId: row.pipelineId,
        action: changed.includes('rank') || changed.includes('stageId') ? 'moved' : 'updated',
        version: row.version,
        before,
        after: Object.fromEntries(changed.map((key) => [key, row[key as keyof DealRow]])),
        stageFrom: deal.stageId,
        stageTo: row.stageId,
        batchId,
      }
    }),
  )
  return steps.map(({ deal }) => now.get(deal.id) ?? deal)
}

/** Inserts deleted deals as they were, with log rows that keep each of them whole. */
export const restoreBatch = (tx: Tx, actor: Actor, rows: DealRow[], batchId: string | null): Promise<DealRow[]> =>
  inParts(rows, (part) => restorePart(tx, actor, part, batchId))

async function restorePart(tx: Tx, actor: Actor, rows: DealRow[], batchId: string | null): Promise<DealRow[]> {
  const keys = Object.keys(columns) as (keyof DealRow)[]
  const stamped = rows.map((row) => ({ ...row, version: row.version + 1, updatedByUserId: actor.userId }))
  const insert = statement(
    () => sql`insert into ${deals} (${names(deals, keys)})
      select ${sql.join(
        keys.map((key) => (key === 'updatedAt' ? sql`now()` : sql`given.${sql.identifier(columns[key].name)}`)),
        sql`, `,
      )} from ${recordset(deals, keys, stamped)}
      returning ${whole.columns}`,
    toRow,
    false,
  )
  const restored = await insert(tx, {})
  await appendPart(
    tx,
    actor,
    restored.map((row) => ({
      entityId: row.id,
      pipelineId: row.pipelineId,
      action: 'created',
      version: row.version,
      before: null,
      after: row,
      stageFrom: null,
      stageTo: row.stageId,
      batchId,
    })),
  )
  return restored
}

const logged = [
  'entityId',
  'pipelineId',
  'action',
  'version',
  'before',
  'after',
  'stageFrom',
  'stageTo',
  'batchId',
] as const
type Logged = Pick<ChangeRow, (typeof logged)[number]>

/** Log rows as one parameter: with one per value, writing the statement takes longer than running it. */
async function appendPart(tx: Tx, actor: Actor, rows: Logged[]) {
  await tx.execute(sql`
    insert into ${changes} (tenant_id, actor_id, via, entity, ${names(changes, logged)})
    select ${actor.tenantId}::uuid, ${actor.userId}::uuid, ${actor.via}, 'deal', given.*
    from ${recordset(changes, logged, rows)}`)
  wakeAfterCommit(tx, actor)
}

const columns = getTableColumns(deals)

type Key<T extends PgTable> = keyof T['$inferSelect'] & string

const columnOf = <T extends PgTable>(table: T, key: Key<T>) => getTableColumns(table)[key]!

const names = <T extends PgTable>(table: T, keys: readonly Key<T>[]) =>
  sql.join(
    keys.map((key) => sql.identifier(columnOf(table, key).name)),
    sql`, `,
  )

/** SQL of rows as a table named `given`, with one parameter whatever their number. */
function recordset<T extends PgTable>(
  table: T,
  keys: readonly Key<T>[],
  rows: readonly Partial<T['$inferSelect']>[],
): SQL {
  const named = rows.map((row) => Object.fromEntries(keys.map((key) => [columnOf(table, key).name, row[key]])))
  const types = keys.map((key) => {
    const column = columnOf(table, key)
    return sql`${sql.identifier(column.name)} ${sql.raw(column.getSQLType())}`
  })
  return sql`jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as given(${sql.join(types, sql`, `)})`
}
