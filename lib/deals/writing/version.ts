import { sql } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { changes } from '@/db/schema/changes'
import type { Actor } from '@/lib/auth/actor'
import { isCurrent, type SeenVersion, stale } from '@/lib/errors'
import { dealFields } from '@/lib/fields/deal'
import { columnOf } from '@/lib/fields/field'

type Versioned = { id: string; version: number }

/** Throws stale, with the deal and the fields that were changed, when the caller has seen another version. */
export async function requireDealVersion(db: Db | Tx, actor: Actor, seen: SeenVersion | undefined, current: Versioned) {
  if (seen === undefined || isCurrent(seen, current)) return
  const version = Math.min(...[seen].flat())
  throw stale({ current, changed: await fieldsChangedSince(db, actor, [{ id: current.id, version }]) })
}

const names = Object.keys(dealFields) as (keyof typeof dealFields)[]
/** Columns in the log by the names of the fields. */
const columns = new Map([
  ...names.map((name): [string, string] => [name, columnOf(dealFields, name)]),
  ['isArchived', 'isArchived'],
  ['place', 'rank'],
])

/** Names in the API of the fields of deals that were changed after these versions, by the log. */
export async function fieldsChangedSince(db: Db | Tx, { tenantId }: Actor, seen: Versioned[]): Promise<string[]> {
  const ids = sql.param(seen.map(({ id }) => id))
  const versions = sql.param(seen.map(({ version }) => version))
  // A deal that was brought back is logged whole, as it was before.
  const rows = await db.execute<{ key: string }>(sql`
    select distinct jsonb_object_keys(${changes.after}) as key
    from unnest(${ids}::uuid[], ${versions}::bigint[]) as seen(id, version)
    join ${changes} on ${changes.tenantId} = ${tenantId} and ${changes.entityId} = seen.id
      and ${changes.entity} = 'deal' and ${changes.action} <> 'created' and ${changes.version} > seen.version`)
  const changed = new Set(rows.map(({ key }) => key))
  return [...columns].flatMap(([name, column]) => (changed.has(column) ? name : []))
}
