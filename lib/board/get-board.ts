import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import { memberships } from '@/db/schema/members'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import { users } from '@/db/schema/users'
import { statement } from '@/db/statement'
import type { Actor } from '../auth/actor'
import { canViewContacts } from '../contacts/policy'
import { besideTally, readSums, type Since, type StageSums, type SumRow, since } from '../deals/counting/tally'
import { canEditDeals } from '../deals/policy'
import type { DealFilter } from '../deals/searching/deal-filter'
import { filterCondition } from '../deals/searching/filter-condition'
import { cursorOf, keyOf, type Sort, sortedDeals } from '../deals/searching/sort'
import { notFound } from '../errors'
import { columnsOf, columnsWith } from '../fields/columns'
import { dealFields } from '../fields/deal'
import { stageFields } from '../fields/stage'
import { cursorNow } from '../log/changes-since'
import { alphabetic, jsonOf } from '../rows/sql'
import { memberName } from '../users/queries'
import { FIRST_CARDS, type PackedBoard } from './board-format'
import { packedNames } from './card-fields'
import { type LaneRows, lanesOfPipeline, packLanes } from './lanes'
import type { LaneKind } from './schema'
import { packSums, sumsOfPipeline } from './sums'

type Shape = { sort?: Sort | undefined; lanes?: LaneKind | undefined }

/** The first view of a board, as JSON in the form of board-format.ts. Throws not_found. */
export async function getBoard(
  actor: Actor,
  pipelineId: string,
  filter: DealFilter = {},
  { sort: requestedSort, lanes: by }: Shape = {},
): Promise<string> {
  const sort = requestedSort?.by === 'stage' ? undefined : requestedSort
  const matches = await filterCondition(actor, filter)
  const cards = by ? noCards : sort ? sortedCards(actor, matches, sort) : cardsOfBoard(matches)
  const lanes = by && lanesOfPipeline(by, matches)
  const values = {
    tenantId: actor.tenantId,
    userId: actor.userId,
    pipelineId,
    canEdit: canEditDeals(actor),
    seesContacts: canViewContacts(actor),
  }
  if (matches) {
    const row = await readOne(filteredBoard(matches, cards, lanes)(forTenant(actor), values))
    return withTotals(row, readSums(row.sums), sort, by)
  }
  const read = sort || lanes ? boardBesideTally(cards, false, lanes) : wholeBoard
  const { row, tally } = await besideTally(actor, (bounds) => readOne(read(forTenant(actor), { ...values, ...bounds })))
  return withTotals(row, tally.stages, sort, by)
}

type BoardRow = { board: string; stageIds: string[]; lanes: LaneRows | null }

async function readOne<T>(rows: Promise<T[]>): Promise<T> {
  const [row] = await rows
  if (!row) throw notFound('pipeline')
  return row
}

function withTotals(row: BoardRow, stages: StageSums, sort: Sort | undefined, by: LaneKind | undefined) {
  const { board, stageIds, lanes } = withNext(row, sort)
  const totals = stageIds.flatMap((stageId) => packSums(stages, stageId))
  const inLanes = by && lanes ? `,"lanes":${JSON.stringify(packLanes(by, lanes))}` : ''
  return `${board.slice(0, -1)},"totals":${JSON.stringify(totals)}${inLanes}}`
}

/** Adds the cursor of each stage's second page, which under a sort takes the key of a card that no card shows. */
function withNext(row: BoardRow, sort: Sort | undefined): BoardRow {
  if (!sort) return row
  const packed: PackedBoard = JSON.parse(row.board)
  const next = Object.entries(packed.cards).flatMap(([stageId, rows]) => {
    if (rows.length <= FIRST_CARDS) return []
    const last = rows[FIRST_CARDS - 1]!
    return [[stageId, cursorOf(sort, { id: last[0], key: last.at(-1) as string | null })]]
  })
  return { ...row, board: JSON.stringify({ ...packed, next: Object.fromEntries(next) }) }
}

const tenantId = sql.placeholder('tenantId')
const pipelineId = sql.placeholder('pipelineId')

const list = (rows: SQL) => sql`coalesce((${rows}), '[]'::json)`

const { pipelineId: _, ...stageColumns } = { id: pipelineStages.id, ...columnsOf(pipelineStages, stageFields) }

const stagesOfBoard = sql`
  select json_agg(${jsonOf(stageColumns)} order by ${pipelineStages.index}, ${pipelineStages.id})
  from ${pipelineStages}
  where ${pipelineStages.tenantId} = ${tenantId} and ${pipelineStages.pipelineId} = ${pipelineId}`

const stageIdsOfBoard = sql`
  select json_agg(${pipelineStages.id})
  from ${pipelineStages}
  where ${pipelineStages.tenantId} = ${tenantId} and ${pipelineStages.pipelineId} = ${pipelineId}`

const milliseconds = (moment: SQLWrapper) => sql`floor(extract(epoch from ${moment}) * 1000)::bigint`

const packedCard = (clientName: SQLWrapper) =>
  sql.join(
    [deals.id, deals.rank, deals.version, clientName, ...packedNames.map(packed)].map((value) => sql`${value}`),
    sql`, `,
  )

export const cardColumns = columnsWith(deals, dealFields, 'card')

function packed(name: (typeof packedNames)[number]) {
  const column = cardColumns[name]
  return dealFields[name].kind === 'moment' ? milliseconds(column) : column
}

const cardsByStage = (first: SQL) => sql`
  select json_object_agg(${pipelineStages.id}, top.cards)
  from ${pipelineStages}, lateral (select json_agg(first.card) as cards from (${first}) as first) as top
  where ${pipelineStages.tenantId} = ${tenantId} and ${pipelineStages.pipelineId} = ${pipelineId} and top.cards is not null`

const inStage = (matches: SQL | undefined) =>
  and(eq(deals.tenantId, tenantId), eq(deals.stageId, pipelineStages.id), matches)

const noCards = sql`null::json`

/** First cards of each stage, by one index scan per stage that stops after its page. */
const cardsOfBoard = (matches: SQL | undefined) =>
  cardsByStage(sql`
    select json_build_array(${packedCard(contacts.name)}) as card
    from ${deals} left join ${contacts} on ${sql.placeholder('seesContacts')}::boolean
      and ${contacts.tenantId} = ${deals.tenantId} and ${contacts.id} = ${deals.clientId}
    where ${inStage(matches)}
    order by ${deals.rank}, ${deals.id}
    limit ${sql.raw(String(FIRST_CARDS + 1))}`)

/** SQL of the name of a deal's client; null unless `condition` holds. */
export const clientNameIf = (condition: SQLWrapper) => sql<string | null>`(select ${contacts.name} from ${contacts}
  where ${condition}::boolean and ${contacts.tenantId} = ${deals.tenantId} and ${contacts.id} = ${deals.clientId})`

function sortedCards(actor: Actor, matches: SQL | undefined, sort: Sort) {
  const moments = sql`${milliseconds(deals.createdAt)}, ${milliseconds(deals.updatedAt)}`
  const card = sql`json_build_array(
    ${packedCard(clientNameIf(sql.placeholder('seesContacts')))}, ${moments}, ${keyOf(sort)}) as card`
  return cardsByStage(sortedDeals(actor, card, inStage(matches), { sort, take: FIRST_CARDS }))
}

const membersOfBoard = sql`
  select json_agg(json_build_object('id', ${users.id}, 'name', ${memberName}, 'imageUrl', ${users.imageUrl})
    order by ${alphabetic(memberName)}, ${users.id})
  from ${memberships} join ${users} on ${users.id} = ${memberships.userId}
  where ${memberships.tenantId} = ${tenantId}`

/** SQL of a board in one statement, so that its cursor has passed exactly what cards and totals show. */
const boardWith = (more: SQL, cards: SQL, lanes: SQL = sql`null::json`) => sql`
  select json_build_object(
    'pipeline', json_build_object('id', ${pipelines.id}, 'name', ${pipelines.name},
      'description', ${pipelines.description}, 'currency', ${pipelines.currency}, 'version', ${pipelines.version}),
    'stages', ${list(stagesOfBoard)},
    'cards', coalesce((${cards}), '{}'::json),
    'members', ${list(membersOfBoard)},
    'cursor', ${cursorNow},
    'canEdit', ${sql.placeholder('canEdit')}::boolean,
    'userId', ${sql.placeholder('userId')}::uuid
  )::text, ${list(stageIdsOfBoard)}, ${more}, ${lanes}
  from ${pipelines}
  where ${pipelines.tenantId} = ${tenantId} and ${pipelines.id} = ${pipelineId}`

const boardBesideTally = (cards: SQL, prepare: boolean, lanes?: SQL) =>
  statement(
    () => boardWith(since, cards, lanes),
    ([board, stageIds, since, lanes]) => ({ ...boardRow(board, stageIds, lanes), since: since as Since }),
    prepare,
  )

const wholeBoard = boardBesideTally(cardsOfBoard(undefined), true)

const filteredBoard = (matches: SQL, cards: SQL, lanes?: SQL) =>
  statement(
    () => boardWith(list(sumsOfPipeline(matches)), cards, lanes),
    ([board, stageIds, sums, lanes]) => ({ ...boardRow(board, stageIds, lanes), sums: sums as SumRow[] }),
    false,
  )

const boardRow = (board: unknown, stageIds: unknown, lanes: unknown) => ({ board, stageIds, lanes }) as BoardRow
