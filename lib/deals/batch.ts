import { and, asc, eq, getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type DealRow, deals } from '@/db/schema'
import type { Actor } from '../auth'
import { append, difference } from '../changes'

// Many deals at once, in as few statements as one.

/** A deal as it is, locked by the caller, and what of it is to become different. */
export type Step = { deal: DealRow; next: Partial<DealRow> }

/** Those there are, by id; nobody else changes them until the transaction is through. */
export async function lockDeals(tx: Tx, actor: Actor, ids: string[]): Promise<Map<string, DealRow>> {
  // In one order for all, so that two batches do not wait for each other.
  const rows = await tx.select().from(deals).where(among(actor, ids)).orderBy(asc(deals.id)).for('update')
  return new Map(rows.map((row) => [row.id, row]))
}

export const among = (actor: Actor, ids: string[]) =>
  and(eq(deals.tenantId, actor.tenantId), sql`${deals.id} = any(${sql.param(ids)}::uuid[])`)!

/** What does not differ is not written. Answers with all of them as they are now, in the order given. */
export async function writeBatch(tx: Tx, actor: Actor, steps: Step[], batchId: string | null): Promise<DealRow[]> {
  const changes = steps.flatMap(({ deal, next }) => {
    const { changed, before, after } = difference<Partial<DealRow>>(deal, next)
    return changed.length ? [{ deal, before, after, changed }] : []
  })
  if (!changes.length) return steps.map(({ deal }) => deal)
  const keys = [...new Set(changes.flatMap(({ changed }) => changed))] as (keyof DealRow)[]
  const rows = changes.map(({ deal, after }) => ({ ...deal, ...after }))
  const written = await tx
    .update(deals)
    .set({
      ...Object.fromEntries(keys.map((key) => [key, sql`given.${sql.identifier(columns[key].name)}`])),
      updatedAt: sql`now()`,
      updatedByUserId: actor.userId,
      version: sql`${deals.version} + 1`,
    })
    .from(recordset(['id', ...keys], rows))
    .where(and(eq(deals.tenantId, actor.tenantId), sql`${deals.id} = given.id`))
    .returning(columns)
  const now = new Map(written.map((row) => [row.id, row]))
  await append(
    tx,
    actor,
    changes.map(({ deal, before, changed }) => {
      const row = now.get(deal.id)!
      return {
        entity: 'deal' as const,
        entityId: deal.id,
        pipelineId: row.pipelineId,
        action: changed.includes('rank') || changed.includes('stageId') ? ('moved' as const) : ('updated' as const),
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

/** Deals that were there before, as they were; the log has each of them whole. */
export async function restoreBatch(tx: Tx, actor: Actor, rows: DealRow[], batchId: string | null): Promise<DealRow[]> {
  if (!rows.length) return []
  const keys = Object.keys(columns) as (keyof DealRow)[]
  const stamped = rows.map((row) => ({ ...row, version: row.version + 1, updatedByUserId: actor.userId }))
  const restored = await tx
    .insert(deals)
    .select(
      sql`select ${sql.join(
        keys.map((key) => (key === 'updatedAt' ? sql`now()` : sql`given.${sql.identifier(columns[key].name)}`)),
        sql`, `,
      )} from ${recordset(keys, stamped)}`,
    )
    .returning()
  await append(
    tx,
    actor,
    restored.map((row) => ({
      entity: 'deal' as const,
      entityId: row.id,
      pipelineId: row.pipelineId,
      action: 'created' as const,
      version: row.version,
      after: row,
      stageTo: row.stageId,
      batchId,
    })),
  )
  return restored
}

const columns = getTableColumns(deals)

/** Rows as a table named `given`: one parameter, whatever their number. */
function recordset(keys: (keyof DealRow)[], rows: DealRow[]): SQL {
  const named = rows.map((row) => Object.fromEntries(keys.map((key) => [columns[key].name, row[key]])))
  const types = keys.map((key) => sql`${sql.identifier(columns[key].name)} ${sql.raw(columns[key].getSQLType())}`)
  return sql`jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as given(${sql.join(types, sql`, `)})`
}
