import { and, eq, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { deals } from '@/db/schema/deals'
import { statement } from '@/db/statement'
import { boundsOf, changesSince, moment, readMoment } from '@/lib/log/changes-since'
import { type Cursor, cursorAt } from '@/lib/log/cursor'
import { sharedRun } from '@/lib/log/shared-run'

/** The deals of one stage in one currency; amounts in minor units. */
export type Sum = {
  deals: number
  /** Deals with an amount; `minor` is their sum. */
  priced: number
  minor: bigint
  /** Deals with an amount and no probability of their own; `unratedMinor` is their sum. */
  unrated: number
  unratedMinor: bigint
  /** Sum of amount times percent over the other deals with an amount. */
  weight: bigint
}
/** Sums by stage id, then currency; stages without deals are missing. */
export type StageSums = ReadonlyMap<string, ReadonlyMap<string, Sum>>
export type Tally = { cursor: Cursor; deals: number; stages: StageSums }
type Scope = { tenantId: string }

const MOST_TENANTS = 1000
const MOST_CHANGES = 10_000

const param = sql.placeholder

/** SQL that sums deals, without `where` and `group by 1, 2`; `more` are further columns after a comma. */
export const sumsWith = (more: SQL) => sql`
  select ${deals.stageId} as "stageId", ${deals.currency} as currency, count(*) as deals,
    count(${deals.amountMinor}) as priced, coalesce(sum(${deals.amountMinor}), 0)::text as minor,
    count(${deals.amountMinor}) filter (where ${deals.probability} is null) as unrated,
    coalesce(sum(${deals.amountMinor}) filter (where ${deals.probability} is null), 0)::text as "unratedMinor",
    coalesce(sum(${deals.amountMinor}::numeric * ${deals.probability}), 0)::text as weight
    ${more}
  from ${deals}`

export const sums = sumsWith(sql``)

export type SumRow = { stageId: string; currency: string; minor: string; unratedMinor: string; weight: string } & Pick<
  Sum,
  'deals' | 'priced' | 'unrated'
>

export function readSums(rows: SumRow[]): StageSums {
  const stages = new Map<string, ReadonlyMap<string, Sum>>()
  for (const { stageId, currency, deals, priced, unrated, ...sums } of rows) {
    const [minor, unratedMinor, weight] = [BigInt(sums.minor), BigInt(sums.unratedMinor), BigInt(sums.weight)]
    addSum(stages, { stageId, currency }, { deals, priced, minor, unrated, unratedMinor, weight }, 1)
  }
  return stages
}

const countAll = statement(
  () => sql`select ${moment}, (
    select coalesce(json_agg(summed), '[]') from (
      ${sums} where ${eq(deals.tenantId, param('tenantId'))} group by 1, 2
    ) as summed)`,
  (values): Tally => {
    const stages = readSums(values[2] as SumRow[])
    const total = [...stages.values()].flatMap((sums) => [...sums.values()]).reduce((sum, { deals }) => sum + deals, 0)
    return { cursor: readMoment(values), deals: total, stages }
  },
)

/** A log row of a deal: what the fields that it changed were before, and the deal as it is now. */
type Change = {
  dealId: string
  seq: number
  action: string
  stageFrom: string | null
  currency: string | null
  changesAmount: boolean | null
  amountMinor: number | null
  changesProbability: boolean | null
  probability: number | null
  now: CountedFields | null
}
type CountedFields = { stageId: string; currency: string; amountMinor: number | null; probability: number | null }

/** Changes committed since a cursor, and the moment when they were read. */
export type Since = { moment: [history: string, snapshot: string]; changes: Change[] }

/** SQL of the changes committed since a cursor, as Since; its placeholders are `tenantId` and those of `boundsOf`. */
export const since = sql`(
  select json_build_object('moment', json_build_array(${moment}), 'changes', coalesce(json_agg(change), '[]')) from (
    select json_build_object('dealId', ${changes.entityId}, 'seq', ${changes.seq}, 'action', ${changes.action},
      'stageFrom', ${changes.stageFrom}, 'currency', ${changes.before}->>'currency',
      'changesAmount', ${changes.before} ? 'amountMinor', 'amountMinor', ${changes.before}->'amountMinor',
      'changesProbability', ${changes.before} ? 'probability', 'probability', ${changes.before}->'probability',
      'now', case when ${deals.id} is not null then json_build_object(
        'stageId', ${deals.stageId}, 'currency', ${deals.currency},
        'amountMinor', ${deals.amountMinor}, 'probability', ${deals.probability}) end) as change
    from (${changesSince(sql`${changes}.*`, eq(changes.entity, 'deal'))}
      limit ${sql.raw(String(MOST_CHANGES))}) as changes
    left join ${deals} on ${and(eq(deals.tenantId, changes.tenantId), eq(deals.id, changes.entityId))}
  ) as changed)`

const readSince = statement(
  () => sql`select ${since}`,
  ([since]) => ({ since: since as Since }),
)

const tallies = new Map<string, Tally>()

/**
 * Sums of all deals of a tenant, as exact and fresh as a new count: this process counts once, and applies what the
 * change log says has happened since.
 */
export const tallyDeals = sharedRun(async (scope: Scope): Promise<Tally> => {
  const { tally } = await besideTally(scope, async (bounds) => {
    const [row] = await readSince(forTenant(scope), { tenantId: scope.tenantId, ...bounds })
    return row!
  })
  return tally
})

/** A row read by `read`, whose statement selects `since`, and the tally of the same moment. */
export async function besideTally<Row extends { since: Since }>(
  scope: Scope,
  read: (bounds: ReturnType<typeof boundsOf>) => Promise<Row>,
): Promise<{ row: Row; tally: Tally }> {
  const { tenantId } = scope
  for (;;) {
    const base = tallies.get(tenantId) ?? (await countAll(forTenant(scope), { tenantId }))[0]!
    const row = await read(boundsOf(base.cursor))
    const tally = advance(base, row.since)
    tallies.delete(tenantId)
    if (!tally) continue
    if (tallies.size >= MOST_TENANTS) tallies.delete(tallies.keys().next().value!)
    tallies.set(tenantId, tally)
    return { row, tally }
  }
}

/** The tally after the changes; undefined when the log is another one, too long, or says too little of a deal. */
function advance({ cursor: from, stages, deals }: Tally, since: Since): Tally | undefined {
  const cursor = cursorAt(...since.moment)
  if (cursor.history !== from.history || since.changes.length === MOST_CHANGES) return
  if (!since.changes.length) return { cursor, deals, stages }
  const next = new Map(stages)
  let total = deals
  for (const changes of byDeal(since.changes)) {
    const { action, now } = changes[0]!
    if (now) {
      addSum(next, now, sumOf(now), 1)
      total++
    }
    if (action === 'created') continue
    const was = fieldsBefore(changes)
    if (!was) return
    addSum(next, was, sumOf(was), -1)
    total--
  }
  return { cursor, deals: total, stages: next }
}

function byDeal(changes: Change[]) {
  const deals = new Map<string, Change[]>()
  for (const change of changes.sort((a, b) => a.seq - b.seq)) {
    const ofDeal = deals.get(change.dealId)
    if (ofDeal) ofDeal.push(change)
    else deals.set(change.dealId, [change])
  }
  return deals.values()
}

/** A deal before its changes: each field as the first change of it says. Undefined when the log does not say. */
function fieldsBefore(changes: Change[]): CountedFields | undefined {
  const { stageFrom, now } = changes[0]!
  const currency = changes.find((change) => change.currency !== null)?.currency ?? now?.currency
  const priced = changes.find((change) => change.changesAmount) ?? now
  const rated = changes.find((change) => change.changesProbability) ?? now
  if (!stageFrom || !currency || !priced || !rated) return
  return { stageId: stageFrom, currency, amountMinor: priced.amountMinor, probability: rated.probability }
}

function sumOf({ amountMinor, probability }: CountedFields): Sum {
  if (amountMinor === null) return { ...NONE, deals: 1 }
  const minor = BigInt(amountMinor)
  const sum = { ...NONE, deals: 1, priced: 1, minor }
  return probability === null
    ? { ...sum, unrated: 1, unratedMinor: minor }
    : { ...sum, weight: minor * BigInt(probability) }
}

/** Adds a sum, or with `by` -1 subtracts it; the inner maps are replaced, as earlier tallies share them. */
function addSum(
  stages: Map<string, ReadonlyMap<string, Sum>>,
  { stageId, currency }: Pick<CountedFields, 'stageId' | 'currency'>,
  more: Sum,
  by: 1 | -1,
) {
  const sums = new Map(stages.get(stageId))
  const sum = plus(sums.get(currency) ?? NONE, more, by)
  if (sum.deals) sums.set(currency, sum)
  else sums.delete(currency)
  if (sums.size) stages.set(stageId, sums)
  else stages.delete(stageId)
}

const NONE: Sum = { deals: 0, priced: 0, minor: 0n, unrated: 0, unratedMinor: 0n, weight: 0n }

const plus = (a: Sum, b: Sum, by: 1 | -1): Sum => ({
  deals: a.deals + by * b.deals,
  priced: a.priced + by * b.priced,
  minor: a.minor + BigInt(by) * b.minor,
  unrated: a.unrated + by * b.unrated,
  unratedMinor: a.unratedMinor + BigInt(by) * b.unratedMinor,
  weight: a.weight + BigInt(by) * b.weight,
})

export const dealsIn = ({ stages }: Tally, stageId: string) =>
  [...(stages.get(stageId)?.values() ?? [])].reduce((sum, { deals }) => sum + deals, 0)
