import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { deals } from '@/db/schema/deals'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import type { Actor } from '@/lib/auth/actor'
import { badField } from '@/lib/errors'
import { columnsWith } from '@/lib/fields/columns'
import { toMinor } from '@/lib/values/money'
import { dealEntity } from '../fields/deal'
import { stageEntity } from '../fields/stage'
import type { DealQuery } from './schema'
import { DealFilter } from './searching/deal-filter'
import { filterCondition } from './searching/filter-condition'

export type Where = DealQuery['where']

const param = sql.placeholder

/**
 * SQL of a query's conditions. Equalities are for prepared statements: `shape` names their fields, `equal` has
 * placeholders for `values`. Searches, and second values of a field, are in `rest` with their values, planned at each
 * run.
 */
export async function conditionsOf(actor: Actor, [first = {}, ...others]: Where) {
  const { values, filter } = splitCondition(first)
  const keys = Object.keys(values).sort()
  values.tenantId = actor.tenantId
  const rest = others.map(async (other) => {
    const { values, filter } = splitCondition(other)
    values.tenantId = actor.tenantId
    return and(
      ...equalities(Object.keys(values), (key) => sql`${values[key]}`),
      filter && (await filterCondition(actor, filter)),
    )
  })
  return {
    shape: keys.join(),
    values,
    equal: () => and(...equalities([...keys, 'tenantId'], param)),
    rest: and(filter && (await filterCondition(actor, filter)), ...(await Promise.all(rest))),
  }
}

const filterFields = new Set(Object.keys(DealFilter.shape))

function splitCondition({ amount, stage, ...where }: Where[number]) {
  const values: Record<string, unknown> = {}
  const filter: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(where)) (filterFields.has(key) ? filter : values)[key] = value
  if (amount !== undefined) {
    if (!where.currency) throw badField('amount', 'needs the currency beside it')
    values.amount = toMinor(amount, where.currency) ?? -1
  }
  for (const key in stage) if (key !== 'tenantId') values[`stage.${key}`] = stage[key as keyof typeof stage]
  return { values, filter: Object.keys(filter).length ? filter : undefined }
}

const columns = { tenantId: deals.tenantId, ...columnsWith(deals, dealEntity, 'match') }
const stageColumns = columnsWith(pipelineStages, stageEntity, 'match')

function equalities(keys: string[], at: (key: string) => SQLWrapper): SQL[] {
  const equal = (known: Record<string, PgColumn>, before = '') =>
    Object.entries(known).flatMap(([key, column]) =>
      keys.includes(before + key) ? [sql`${column} = ${at(before + key)}`] : [],
    )
  const conditions = equal(columns)
  if (keys.includes('organizationId'))
    conditions.push(sql`${deals.pipelineId} in (
      select id from ${pipelines} where tenant_id = ${at('tenantId')} and organization_id = ${at('organizationId')})`)
  const ofStage = equal(stageColumns, 'stage.')
  if (ofStage.length)
    conditions.push(sql`${deals.stageId} in (
      select id from ${pipelineStages} where ${and(eq(pipelineStages.tenantId, at('tenantId')), ...ofStage)})`)
  return conditions
}
