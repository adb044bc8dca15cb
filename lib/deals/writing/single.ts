import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import { alias, type PgColumn } from 'drizzle-orm/pg-core'
import { NOW } from '@/db/columns'
import { changes } from '@/db/schema/changes'
import { type DealRow, deals } from '@/db/schema/deals'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import { byShape, selection, statement } from '@/db/statement'
import { allButOne, allButThese, type Side, surroundings } from '../moving/place'

// The statements of a drag and of a quick add: one reads all that it is decided by, and one writes the deal with its
// log row.

const param = sql.placeholder
const stage = {
  id: pipelineStages.id,
  pipelineId: pipelineStages.pipelineId,
  version: pipelineStages.version,
  name: pipelineStages.name,
  kind: pipelineStages.kind,
  requiredFields: pipelineStages.requiredFields,
  /** Whether the stage has a hard limit, which has to be checked under a lock. */
  isLimited: sql<boolean>`${pipelineStages.wipIsHard} and num_nonnulls(${pipelineStages.wipLimit}, ${pipelineStages.wipAmount}) > 0`,
}
const { columns: neighbour } = surroundings

const perSide = <T>(make: (side: Side) => T) => ({
  above: make('above'),
  below: make('below'),
  top: make('top'),
})

const ofStage = (id: unknown) => sql`${pipelineStages.tenantId} = ${param('tenantId')} and ${pipelineStages.id} = ${id}`

const origin = alias(pipelineStages, 'origin')
const moveRow = selection({ deal: deals, stage, neighbour, origin: { kind: origin.kind } })

/** Reads what a move is decided by: the deal, its stages before and after, and the gap beside the neighbour. */
export const readMove = perSide((side) =>
  statement(
    () => sql`select ${moveRow.columns}, ${surroundings.edge(side, sql`${pipelineStages.id}`)} from ${deals}
      join ${pipelineStages} origin on ${origin.tenantId} = ${deals.tenantId} and ${origin.id} = ${deals.stageId}
      left join ${pipelineStages} on ${ofStage(sql`coalesce(${param('stageId')}, ${deals.stageId})`)}
      ${surroundings.join}
      where ${deals.tenantId} = ${param('tenantId')} and ${deals.id} = ${param('dealId')}`,
    (values) => ({ ...moveRow.read(values), edge: values.at(-1) as string | null }),
  ),
)

const arrivalRow = selection({ stage: { ...stage, currency: pipelines.currency }, neighbour })

const arrivalAmong = (others: SQL) =>
  perSide((side) =>
    statement(
      () => sql`select ${arrivalRow.columns}, ${surroundings.edge(side, sql`${pipelineStages.id}`, others)}
      from ${pipelineStages}
      join ${pipelines} on ${pipelines.tenantId} = ${pipelineStages.tenantId}
        and ${pipelines.id} = ${pipelineStages.pipelineId}
      ${surroundings.join}
      where ${ofStage(param('stageId'))}`,
      (values) => ({ ...arrivalRow.read(values), edge: values.at(-1) as string | null }),
    ),
  )

/** Reads what a new deal is decided by: its stage, the neighbour, and the far edge of the gap. */
export const readArrival = arrivalAmong(allButOne)

/** Like `readArrival`, for several deals that exist already. */
export const readArrivals = arrivalAmong(allButThese)

/** Columns that the database fills: version and timestamps. */
const stamps = selection({
  stamps: { version: deals.version, createdAt: deals.createdAt, updatedAt: deals.updatedAt },
})
const readStamps = (values: unknown[]) => stamps.read(values).stamps!
const returning = sql`returning ${stamps.columns}, ${deals.tenantId}, ${deals.id}, ${deals.pipelineId}, ${deals.stageId},
  ${deals.updatedByUserId}, ${deals.stageEnteredAt}, ${deals.closedAt}`
const selectStamps = sql`select version, created_at, updated_at from written`

/**
 * Locks the stage until the deal is in it, if it still has the version that was read. A stage or deal that somebody
 * else has locked counts as changed: no statement here waits.
 */
const target = sql`target as (
  select from ${pipelineStages} where ${ofStage(param('stageId'))} and ${pipelineStages.version} = ${param('stageVersion')}
  for key share skip locked)`

const iso = (column: PgColumn) =>
  sql`to_char(${sql.identifier(column.name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const moments = { stageEnteredAt: iso(deals.stageEnteredAt), closedAt: iso(deals.closedAt) }

function logged(changed: string[]) {
  const stored = Object.entries(moments).flatMap(([key, value]) =>
    changed.includes(key) ? sql` || jsonb_build_object(${sql.raw(`'${key}'`)}, ${value})` : [],
  )
  return sql`logged as (
    insert into ${changes} (tenant_id, actor_id, via, entity, entity_id, pipeline_id, action, version, before, after,
      stage_from, stage_to)
    select tenant_id, updated_by_user_id, ${param('via')}, 'deal', id, pipeline_id, ${param('action')}, version,
      ${param('before')}::jsonb, ${param('after')}::jsonb${sql.join(stored)}, ${param('stageFrom')}::uuid, stage_id
    from written)`
}

type Stamps = ReturnType<typeof readStamps>

/** A row as it was stored: NOW is replaced by the time of the write. */
export const asWritten = <Row extends Pick<DealRow, 'stageEnteredAt' | 'closedAt'>>(row: Row, stamps: Stamps) => {
  const at = <Value>(value: Value) => (value === NOW ? stamps.updatedAt : value)
  return { ...row, ...stamps, stageEnteredAt: at(row.stageEnteredAt), closedAt: at(row.closedAt) }
}

export type Editable = Exclude<
  keyof DealRow,
  'tenantId' | 'id' | 'createdAt' | 'updatedAt' | 'createdByUserId' | 'updatedByUserId' | 'version'
>
const { tenantId, id, createdAt, updatedAt, createdByUserId, updatedByUserId, version, ...others } =
  getTableColumns(deals)
const editable: Record<Editable, PgColumn> = others

/** Makes a statement for each set of changed fields: one for all would send and read every field each time. */
function changing(write: (assignments: SQL, logged: SQL) => SQL) {
  const shapes = byShape<ReturnType<typeof statement<Stamps>>>()
  return (changed: Editable[]) =>
    shapes(changed.join(), (prepare) =>
      statement(() => write(assignments(changed), logged(changed)), readStamps, prepare),
    )
}

const assignments = (changed: Editable[]) =>
  sql.join(
    [
      ...changed.map((key) => sql`${sql.identifier(editable[key].name)} = ${param(key)}`),
      sql`updated_by_user_id = ${param('updatedByUserId')}, updated_at = now(), version = ${deals.version} + 1`,
    ],
    sql`, `,
  )

/** Condition for a deal as it was read; the rank is compared too, as re-keying changes it without a new version. */
const asSeen = sql`${deals.tenantId} = ${param('tenantId')} and ${deals.id} = ${param('dealId')}
  and ${deals.version} = ${param('seen')} and ${deals.rank} = ${param('seenRank')}`

const unlocked = sql`unlocked as (select from ${deals} where ${asSeen} for no key update skip locked)`

/** Writes a move with its log row; returns no row when the deal or the stage has changed or is locked. */
export const writeMove = changing(
  (assignments, logged) => sql`with ${target}, ${unlocked}, written as (
      update ${deals} set ${assignments} from target, unlocked where ${asSeen} ${returning}
    ), ${logged} ${selectStamps}`,
)

/** Like `writeMove`, for a deal that stays in its stage. */
export const writeEdit = changing(
  (assignments, logged) => sql`with ${unlocked}, written as (
      update ${deals} set ${assignments} from unlocked where ${asSeen} ${returning}
    ), ${logged} ${selectStamps}`,
)

const inserted = Object.entries({
  ...editable,
  updatedByUserId: deals.updatedByUserId,
  createdByUserId: deals.createdByUserId,
})

/** Inserts a deal and logs all of it; returns no row when the stage has changed. */
export const writeNew = statement(
  () => sql`with ${target}, written as (
      insert into ${deals} (tenant_id, id, ${sql.join(
        inserted.map(([, { name }]) => sql.identifier(name)),
        sql`, `,
      )})
      select ${param('tenantId')}::uuid, ${param('dealId')}::uuid, ${sql.join(
        inserted.map(([key, column]) => sql`${param(key)}::${sql.raw(column.getSQLType())}`),
        sql`, `,
      )} from target
      ${returning}
    ), ${logged(Object.keys(moments))} ${selectStamps}`,
  readStamps,
)
