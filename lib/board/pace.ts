import { and, eq, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { changes, pipelineStages } from '@/db/schema'
import type { Actor } from '../auth/actor'
import { requirePipeline } from './queries'
import type { StagePace } from './schema'

/** How far the log is looked back into, so that a long one costs no more than a short one. */
const NEWEST = 20_000
/** Fewer say nothing about what is usual. */
const FEWEST = 5
const KEPT_MS = 10 * 60 * 1000
const MOST_KEPT = 500

type Kept = { until: number; items: Promise<StagePace[]> }

const kept = new Map<string, Kept>()

/**
 * How long deals stayed in each open stage before they left it, by the newest changes of the tenant; stages that too few
 * have left are missing. Up to ten minutes old. Throws not_found.
 */
export async function getPace(actor: Actor, pipelineId: string): Promise<{ items: StagePace[] }> {
  await requirePipeline(actor, pipelineId)
  const key = `${actor.tenantId} ${pipelineId}`
  const known = kept.get(key)
  if (known && known.until > Date.now()) return { items: await known.items }
  const items = readPace(actor, pipelineId)
  kept.delete(key)
  kept.set(key, { until: Date.now() + KEPT_MS, items })
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
  items.catch(() => kept.delete(key))
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
    where stage_from <> stage_to and via <> 'undo' and entered < at
      and stage_from in (select id from ${pipelineStages} where ${ofPipeline})
    group by stage_from having count(*) >= ${FEWEST}`)
  return [...rows]
}
