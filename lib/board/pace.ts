import { and, eq, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { pipelineStages } from '@/db/schema/pipelines'
import type { Actor } from '../auth/actor'
import { requirePipeline } from '../pipelines/queries'
import type { StagePace } from './schema'

const NEWEST = 20_000
const FEWEST = 5
const CACHE_MS = 10 * 60 * 1000
const MOST_CACHED = 500

type CachedPace = { until: number; items: Promise<StagePace[]> }

const cache = new Map<string, CachedPace>()

/**
 * How long deals stayed in each open stage before they left it, by the tenant's newest changes; up to ten minutes old.
 * Stages that too few deals have left are missing. Throws not_found.
 */
export async function getPace(actor: Actor, pipelineId: string): Promise<{ items: StagePace[] }> {
  await requirePipeline(actor, pipelineId)
  const key = `${actor.tenantId} ${pipelineId}`
  const cached = cache.get(key)
  if (cached && cached.until > Date.now()) return { items: await cached.items }
  const items = readPace(actor, pipelineId)
  cache.delete(key)
  cache.set(key, { until: Date.now() + CACHE_MS, items })
  if (cache.size > MOST_CACHED) cache.delete(cache.keys().next().value!)
  items.catch(() => cache.delete(key))
  return { items: await items }
}

async function readPace(actor: Actor, pipelineId: string): Promise<StagePace[]> {
  const ofPipeline = and(
    eq(pipelineStages.tenantId, actor.tenantId),
    eq(pipelineStages.pipelineId, pipelineId),
    eq(pipelineStages.kind, 'open'),
  )
  const days = sql`extract(epoch from at - entered) / 86400`
  const rows = await forTenant(actor).execute<StagePace>(sql`
    select stage_from as "stageId", count(*)::int as deals,
      (percentile_cont(0.5) within group (order by ${days}))::float8 as "medianDays",
      (percentile_cont(0.9) within group (order by ${days}))::float8 as "p90Days"
    from (
      select stage_from, stage_to, via, at, (before->>'stageEnteredAt')::timestamptz as entered
      from (
        select stage_from, stage_to, via, at, action, before from ${changes}
        where ${changes.tenantId} = ${actor.tenantId} order by xid desc, seq desc limit ${NEWEST}
      ) as newest
      where action = 'moved'
    ) as moved
    where stage_from <> stage_to and via not in ('undo', 'redo') and entered < at
      and stage_from in (select id from ${pipelineStages} where ${ofPipeline})
    group by stage_from having count(*) >= ${FEWEST}`)
  return [...rows]
}
