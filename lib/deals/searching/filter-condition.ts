import { and, gte, inArray, isNull, lte, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { deals } from '@/db/schema/deals'
import { pipelineStages } from '@/db/schema/pipelines'
import type { Actor } from '@/lib/auth/actor'
import { columnsWith } from '@/lib/fields/columns'
import { dealFields } from '@/lib/fields/deal'
import { mentions } from '@/lib/rows/sql'
import { fold, wordsOf } from '@/lib/values/fold'
import { amount } from './amount'
import type { DealFilter } from './deal-filter'
import { type Ranged, ranged } from './ranges'
import { textFilters } from './text-filters'
import { wordConditions } from './word-conditions'

/** SQL condition of a filter; undefined when it lets all deals through. */
export async function filterCondition(actor: Actor, filter: DealFilter): Promise<SQL | undefined> {
  const { q, owner, client, tags, stale } = filter
  return and(
    ...(await wordConditions(actor, wordsOf(q))),
    owner && isOneOf(deals.ownerId, owner, actor.userId),
    client && isOneOf(deals.clientId, client),
    ...ranged.map((name) => isInRange(name, filter)),
    tags && hasOneOf(tags),
    stale ? isStale : undefined,
    ...textFilters.flatMap((name) => wordsOf(filter[name]).map((word) => mentions(textColumns[name], word))),
  )
}

export const textColumns = columnsWith(deals, dealFields, 'filter')

function isOneOf(column: typeof deals.ownerId | typeof deals.clientId, named: string[], me?: string) {
  const ids = named.filter((name) => name !== 'none').map((name) => (name === 'me' ? me! : name))
  return or(ids.length ? inArray(column, ids) : undefined, named.includes('none') ? isNull(column) : undefined)
}

function isInRange(name: Ranged, filter: DealFilter) {
  const { kind, range } = dealFields[name]
  const [least, most] = [filter[range.from], filter[range.to]]
  const value: SQLWrapper = comparable[kind]
  return and(least === undefined ? least : gte(value, least), most === undefined ? most : lte(value, most))
}

function hasOneOf(tags: string[]) {
  const folded = sql.join(
    tags.map((tag) => sql`${fold(tag)}`),
    sql`, `,
  )
  return sql`${deals.tags} <> '{}' and exists (select from unnest(${deals.tags}) as tag where fold(tag) in (${folded}))`
}

const ofStage = (column: SQL) => sql`(select ${column} from ${pipelineStages}
  where ${pipelineStages.tenantId} = ${deals.tenantId} and ${pipelineStages.id} = ${deals.stageId})`

const probability = sql`coalesce(${deals.probability}, ${ofStage(sql`${pipelineStages.probability}`)})`

const comparable = { money: amount, day: deals.expectedCloseOn, percent: probability }

/** Whether an open deal is past the rotting days of its stage, counted as `daysSince` does. */
const isStale = ofStage(
  sql`${pipelineStages.kind} = 'open' and
    ${deals.stageEnteredAt} <= now() - make_interval(hours => 24 * ${pipelineStages.rottingDays})`,
)
