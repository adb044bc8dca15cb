import { and, eq, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { changes, deals } from '@/db/schema'
import { statement } from '@/db/statement'

/** How many deals each stage had at the moment that a PostgreSQL snapshot describes. */
type Tally = { snapshot: string; stages: Map<string, number> }
type Scope = { tenantId: string }

const MOST_TENANTS = 1000
/** A transaction that stays open makes the log's new end ever longer; beyond this, counting anew is cheaper. */
const MOST_CHANGES = 10_000

const held = sql.placeholder
const ofTenant = eq(deals.tenantId, held('tenantId'))

const countAll = statement(
  () => sql`select pg_current_snapshot()::text, (
    select coalesce(json_object_agg(stage_id, deals), '{}')
    from (select ${deals.stageId}, count(*) as deals from ${deals} where ${ofTenant} group by 1) as counted)`,
  ([snapshot, stages]): Tally => ({
    snapshot: snapshot as string,
    stages: new Map(Object.entries(stages as Record<string, number>)),
  }),
)

/** What has been committed since a snapshot was taken: each change is either in it or here, whatever ran meanwhile. */
const changedSince = statement(
  () => sql`with changed as (
      select ${changes.action}, ${changes.stageFrom}, ${changes.stageTo} from ${changes}
      where ${and(eq(changes.tenantId, held('tenantId')), eq(changes.entity, 'deal'))}
        and ${changes.xid} >= pg_snapshot_xmin(${held('snapshot')}::pg_snapshot)
        and not pg_visible_in_snapshot(${changes.xid}, ${held('snapshot')}::pg_snapshot)
      limit ${sql.raw(String(MOST_CHANGES))}
    ), gained as (
      select stage_to as stage_id, 1 as deals from changed where action = 'created' or action = 'moved'
      union all select stage_from, -1 from changed where action = 'deleted' or action = 'moved'
    )
    select pg_current_snapshot()::text, (select count(*)::int from changed), (
      select json_object_agg(stage_id, deals) from (
        select stage_id, sum(deals)::int as deals from gained where stage_id is not null group by 1 having sum(deals) <> 0
      ) as summed), exists (select from gained where stage_id is null)`,
  ([snapshot, length, gains, isVague]) => ({
    snapshot: snapshot as string,
    gains: gains as Record<string, number> | null,
    addsUp: (length as number) < MOST_CHANGES && !isVague,
  }),
)

const tallies = new Map<string, Tally>()

/**
 * The number of deals in each stage that has any, without counting them: this process keeps what it counted once, and
 * adds what the change log says has happened since. Exact, and as fresh as a count made now.
 */
export const countByStage = shared(async (scope: Scope): Promise<ReadonlyMap<string, number>> => {
  const { tenantId } = scope
  const kept = tallies.get(tenantId)
  const tally = (kept && (await broughtUpToDate(scope, kept))) ?? (await countAll(forTenant(scope), { tenantId }))[0]!
  tallies.delete(tenantId)
  if (tallies.size >= MOST_TENANTS) tallies.delete(tallies.keys().next().value!)
  tallies.set(tenantId, tally)
  return tally.stages
})

async function broughtUpToDate(scope: Scope, { snapshot, stages }: Tally): Promise<Tally | undefined> {
  const [since] = await changedSince(forTenant(scope), { tenantId: scope.tenantId, snapshot })
  if (!since!.addsUp) return
  if (!since!.gains) return { snapshot: since!.snapshot, stages }
  const now = new Map(stages)
  for (const [stageId, gain] of Object.entries(since!.gains)) {
    const deals = (now.get(stageId) ?? 0) + gain
    if (deals) now.set(stageId, deals)
    else now.delete(stageId)
  }
  return { snapshot: since!.snapshot, stages: now }
}

/**
 * Callers of one tenant who come while a reading is under way share the next one: that began after they asked, so it
 * shows them whatever was committed before.
 */
function shared<T>(read: (scope: Scope) => Promise<T>) {
  const running = new Map<string, { current: Promise<T>; next?: Promise<T> }>()

  return function join(scope: Scope): Promise<T> {
    const { tenantId } = scope
    const run = running.get(tenantId)
    if (run) {
      run.next ??= run.current.catch(() => {}).then(() => start(scope))
      return run.next
    }
    return start(scope)
  }

  function start(scope: Scope): Promise<T> {
    const run: { current: Promise<T>; next?: Promise<T> } = { current: read(scope) }
    running.set(scope.tenantId, run)
    const end = () => {
      if (!run.next && running.get(scope.tenantId) === run) running.delete(scope.tenantId)
    }
    run.current.then(end, end)
    return run.current
  }
}
