import { type SQL, sql } from 'drizzle-orm'
import { alias, type PgColumn } from 'drizzle-orm/pg-core'
import { NOW } from '@/db/columns'
import { changes, type DealRow, deals, pipelineStages, pipelines } from '@/db/schema'
import { byShape, selection, statement } from '@/db/statement'
import { allButOne, allButThese, type Side, surroundings } from './place'

// The statements of a drag and of a quick add: one that reads all there is to decide by, and one that writes the deal
// with its log row.

const held = sql.placeholder
const stage = {
  id: pipelineStages.id,
  pipelineId: pipelineStages.pipelineId,
  version: pipelineStages.version,
  name: pipelineStages.name,
  kind: pipelineStages.kind,
  requiredFields: pipelineStages.requiredFields,
  /** A hard limit holds only behind a lock. */
  isLimited: sql<boolean>`${pipelineStages.wipIsHard} and num_nonnulls(${pipelineStages.wipLimit}, ${pipelineStages.wipAmount}) > 0`,
}
const { columns: neighbour } = surroundings

const perSide = <T>(make: (side: Side) => T) => ({
  above: make('above'),
  below: make('below'),
  top: make('top'),
})

const ofStage = (id: unknown) => sql`${pipelineStages.tenantId} = ${held('tenantId')} and ${pipelineStages.id} = ${id}`

const origin = alias(pipelineStages, 'origin')
const moving = selection({ deal: deals, stage, neighbour, origin: { kind: origin.kind } })

/**
 * The deal, the stage it is or shall be in, the neighbour it shall stand beside, the kind of the stage that it is in, and
 * the far edge of that gap.
 */
export const readMove = perSide((side) =>
  statement(
    () => sql`select ${moving.columns}, ${surroundings.edge(side, sql`${pipelineStages.id}`)} from ${deals}
      join ${pipelineStages} origin on ${origin.tenantId} = ${deals.tenantId} and ${origin.id} = ${deals.stageId}
      left join ${pipelineStages} on ${ofStage(sql`coalesce(${held('stageId')}, ${deals.stageId})`)}
      ${surroundings.join}
      where ${deals.tenantId} = ${held('tenantId')} and ${deals.id} = ${held('dealId')}`,
    (values) => ({ ...moving.read(values), edge: values.at(-1) as string | null }),
  ),
)

const arriving = selection({ stage: { ...stage, currency: pipelines.currency }, neighbour })

const arrivalAmong = (others: SQL) =>
  perSide((side) =>
    statement(
      () => sql`select ${arriving.columns}, ${surroundings.edge(side, sql`${pipelineStages.id}`, others)}
      from ${pipelineStages}
      join ${pipelines} on ${pipelines.tenantId} = ${pipelineStages.tenantId}
        and ${pipelines.id} = ${pipelineStages.pipelineId}
      ${surroundings.join}
      where ${ofStage(held('stageId'))}`,
      (values) => ({ ...arriving.read(values), edge: values.at(-1) as string | null }),
    ),
  )

/** The same for a deal that is not there yet. */
export const readArrival = arrivalAmong(allButOne)

/** The same for several deals at once, wherever they are. */
export const readArrivals = arrivalAmong(allButThese)

/** What the database gives a row beside the values that were sent. */
const stamps = selection({
  stamps: { version: deals.version, createdAt: deals.createdAt, updatedAt: deals.updatedAt },
})
const readStamps = (values: unknown[]) => stamps.read(values).stamps!
const returning = sql`returning ${stamps.columns}, ${deals.tenantId}, ${deals.id}, ${deals.pipelineId}, ${deals.stageId},
  ${deals.updatedByUserId}, ${deals.stageEnteredAt}, ${deals.closedAt}`
const written = sql`select version, created_at, updated_at from written`

/**
 * Locked until the deal is in it, and as it was when it was decided that the deal may come in. What somebody else has
 * locked counts as changed: here nobody waits.
 */
const target = sql`target as (
  select from ${pipelineStages} where ${ofStage(held('stageId'))} and ${pipelineStages.version} = ${held('stageVersion')}
  for key share skip locked)`

/** As the program writes moments. */
const iso = (column: PgColumn) =>
  sql`to_char(${sql.identifier(column.name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const moments = { stageEnteredAt: iso(deals.stageEnteredAt), closedAt: iso(deals.closedAt) }

/** Of moments the log keeps what was stored: NOW says nothing afterwards. */
function logged(changed: string[]) {
  const stored = Object.entries(moments).flatMap(([key, value]) =>
    changed.includes(key) ? sql` || jsonb_build_object(${sql.raw(`'${key}'`)}, ${value})` : [],
  )
  return sql`logged as (
    insert into ${changes} (tenant_id, actor_id, via, entity, entity_id, pipeline_id, action, version, before, after,
      stage_from, stage_to)
    select tenant_id, updated_by_user_id, ${held('via')}, 'deal', id, pipeline_id, ${held('action')}, version,
      ${held('before')}::jsonb, ${held('after')}::jsonb${sql.join(stored)}, ${held('stageFrom')}::uuid, stage_id
    from written)`
}

type Stamps = ReturnType<typeof readStamps>

/** A row as it was stored. */
export const asWritten = <Row extends Pick<DealRow, 'stageEnteredAt' | 'closedAt'>>(row: Row, stamps: Stamps) => {
  const at = <Value>(value: Value) => (value === NOW ? stamps.updatedAt : value)
  return { ...row, ...stamps, stageEnteredAt: at(row.stageEnteredAt), closedAt: at(row.closedAt) }
}

export type Editable = Exclude<
  keyof DealRow,
  'tenantId' | 'id' | 'createdAt' | 'updatedAt' | 'createdByUserId' | 'updatedByUserId' | 'version'
>
const editable: Record<Editable, PgColumn> = {
  pipelineId: deals.pipelineId,
  stageId: deals.stageId,
  rank: deals.rank,
  title: deals.title,
  probability: deals.probability,
  amountMinor: deals.amountMinor,
  currency: deals.currency,
  expectedCloseOn: deals.expectedCloseOn,
  ownerId: deals.ownerId,
  clientId: deals.clientId,
  stageEnteredAt: deals.stageEnteredAt,
  closedAt: deals.closedAt,
  lostReason: deals.lostReason,
  tags: deals.tags,
  isArchived: deals.isArchived,
}

/** A statement for each set of fields that change: one for all would send and read all of them each time. */
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
      ...changed.map((key) => sql`${sql.identifier(editable[key].name)} = ${held(key)}`),
      sql`updated_by_user_id = ${held('updatedByUserId')}, updated_at = now(), version = ${deals.version} + 1`,
    ],
    sql`, `,
  )

/** Making room gives a deal another rank without another version. */
const asSeen = sql`${deals.tenantId} = ${held('tenantId')} and ${deals.id} = ${held('dealId')}
  and ${deals.version} = ${held('seen')} and ${deals.rank} = ${held('seenRank')}`

const unlocked = sql`unlocked as (select from ${deals} where ${asSeen} for no key update skip locked)`

/** Nothing is written, and no row returned, when the deal is not as it was seen or the stage changed, or one is locked. */
export const writeMove = changing(
  (assignments, logged) => sql`with ${target}, ${unlocked}, written as (
      update ${deals} set ${assignments} from target, unlocked where ${asSeen} ${returning}
    ), ${logged} ${written}`,
)

/** The same for a deal that stays in its stage. */
export const writeEdit = changing(
  (assignments, logged) => sql`with ${unlocked}, written as (
      update ${deals} set ${assignments} from unlocked where ${asSeen} ${returning}
    ), ${logged} ${written}`,
)

const inserted = Object.entries({
  ...editable,
  updatedByUserId: deals.updatedByUserId,
  createdByUserId: deals.createdByUserId,
})

/** No row is returned when the stage changed. The log keeps the whole deal. */
export const writeNew = statement(
  () => sql`with ${target}, written as (
      insert into ${deals} (tenant_id, id, ${sql.join(
        inserted.map(([, { name }]) => sql.identifier(name)),
        sql`, `,
      )})
      select ${held('tenantId')}::uuid, ${held('dealId')}::uuid, ${sql.join(
        inserted.map(([key, column]) => sql`${held(key)}::${sql.raw(column.getSQLType())}`),
        sql`, `,
      )} from target
      ${returning}
    ), ${logged(Object.keys(moments))} ${written}`,
  readStamps,
)
