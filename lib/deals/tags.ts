import { sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { deals } from '@/db/schema/deals'
import type { Actor } from '../auth/actor'
import { contains } from '../rows/sql'
import type { TagQuery } from './schema'

export async function listTags(actor: Actor, { q, take }: TagQuery) {
  const items = await forTenant(actor).execute<{ tag: string; deals: number }>(sql`
    select tag, count(*)::int as deals from ${deals}, unnest(${deals.tags}) as tag
    where ${deals.tenantId} = ${actor.tenantId} and ${deals.tags} <> '{}' and ${q ? contains(sql`tag`, q) : sql`true`}
    group by tag order by deals desc, tag limit ${take}`)
  return { items: [...items] }
}
