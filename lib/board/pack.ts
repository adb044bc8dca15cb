import { and, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts, deals, memberships, pipelineStages, pipelines, users } from '@/db/schema'
import { statement } from '@/db/statement'
import type { Actor } from '../auth'
import { cursorNow } from '../changes'
import { canViewContacts } from '../contacts/policy'
import { matching } from '../deals/filter'
import { canEditDeals } from '../deals/policy'
import type { DealFilter } from '../deals/schema'
import { cursorOf, keyOf, type Sort, sorted } from '../deals/sort'
import { besideTally, readSums, type Since, type Stages, type SumRow, since, sums } from '../deals/tally'
import { notFound } from '../errors'
import { memberName } from '../users/queries'
import { FIRST_CARDS, type Packed, type PackedSum } from './packed'

/** Everything the first view of a board shows, as JSON: see packed.ts; by stage a board is sorted anyway. Throws not_found. */
export async function getBoard(
  actor: Actor,
  pipelineId: string,
  filter: DealFilter = {},
  asked?: Sort,
): Promise<string> {
  const sort = asked?.by === 'stage' ? undefined : asked
  const matches = matching(actor, filter)
  const cards = sort ? sortedCards(actor, matches, sort) : cardsOfBoard(matches)
  const values = {
    tenantId: actor.tenantId,
    userId: actor.userId,
    pipelineId,
    canEdit: canEditDeals(actor),
    seesContacts: canViewContacts(actor),
  }
  if (matches) {
    const found = await readOne(filteredBoard(matches, cards)(forTenant(actor), values))
    return withTotals(withNext(found, sort), readSums(found.sums))
  }
  const read = sort ? boardBesideTally(cards, false) : wholeBoard
  const { row, tally } = await besideTally(actor, (snapshot) =>
    readOne(read(forTenant(actor), { ...values, snapshot })),
  )
  return withTotals(withNext(row, sort), tally.stages)
}

type Found = { board: string; stageIds: string[] }

async function readOne<T>(rows: Promise<T[]>): Promise<T> {
  const [found] = await rows
  if (!found) throw notFound('pipeline')
  return found
}

function withTotals({ board, stageIds }: Found, stages: Stages) {
  const totals = stageIds.flatMap((stageId) => packSums(stages, stageId))
  return `${board.slice(0, -1)},"totals":${JSON.stringify(totals)}}`
}

/** Where the pages after the first ones begin: under a sort it takes the key of a card, which no card shows. */
function withNext(found: Found, sort: Sort | undefined): Found {
  if (!sort) return found
  const packed: Packed = JSON.parse(found.board)
  const next = Object.entries(packed.cards).flatMap(([stageId, rows]) => {
    if (rows.length <= FIRST_CARDS) return []
    const last = rows[FIRST_CARDS - 1]!
    return [[stageId, cursorOf(sort, { id: last[0], key: last.at(-1) as string | null })]]
  })
  return { ...found, board: JSON.stringify({ ...packed, next: Object.fromEntries(next) }) }
}

/** Largest count first. */
export const packSums = (stages: Stages, stageId: string): PackedSum[] =>
  [...(stages.get(stageId) ?? [])]
    .toSorted(([, a], [, b]) => b.deals - a.deals)
    .map(([currency, { deals, priced, minor, unrated, unratedMinor, weight }]) => [
      ...([stageId, currency, deals, priced, String(minor), unrated] as const),
      ...([String(unratedMinor), String(weight)] as const),
    ])

const tenantId = sql.placeholder('tenantId')
const pipelineId = sql.placeholder('pipelineId')

const list = (rows: SQL) => sql`coalesce((${rows}), '[]'::json)`

const stagesOfBoard = sql`
  select json_agg(json_build_object(
    'id', ${pipelineStages.id}, 'name', ${pipelineStages.name}, 'index', ${pipelineStages.index},
    'description', ${pipelineStages.description}, 'kind', ${pipelineStages.kind},
    'probability', ${pipelineStages.probability}, 'rottingDays', ${pipelineStages.rottingDays},
    'color', ${pipelineStages.color}, 'requiredFields', ${pipelineStages.requiredFields},
    'wipLimit', ${pipelineStages.wipLimit}, 'wipAmount', ${pipelineStages.wipAmount},
    'wipIsHard', ${pipelineStages.wipIsHard}
  ) order by ${pipelineStages.index}, ${pipelineStages.id})
  from ${pipelineStages}
  where ${pipelineStages.tenantId} = ${tenantId} and ${pipelineStages.pipelineId} = ${pipelineId}`

const stageIdsOfBoard = sql`
  select json_agg(${pipelineStages.id})
  from ${pipelineStages}
  where ${pipelineStages.tenantId} = ${tenantId} and ${pipelineStages.pipelineId} = ${pipelineId}`

const milliseconds = (moment: SQLWrapper) => sql`floor(extract(epoch from ${moment}) * 1000)::bigint`

/** See PackedCard. */
const packedCard = (clientName: SQLWrapper) => sql`
  ${deals.id}, ${deals.title}, ${deals.rank}, ${deals.amountMinor}, ${deals.currency}, ${deals.probability},
  ${deals.expectedCloseOn}, ${deals.ownerId}, ${deals.clientId}, ${clientName}, ${milliseconds(deals.stageEnteredAt)},
  ${deals.version}, ${deals.tags}`

const cardsByStage = (first: SQL) => sql`
  select json_object_agg(${pipelineStages.id}, top.cards)
  from ${pipelineStages}, lateral (select json_agg(first.card) as cards from (${first}) as first) as top
  where ${pipelineStages.tenantId} = ${tenantId} and ${pipelineStages.pipelineId} = ${pipelineId} and top.cards is not null`

const inStage = (matches: SQL | undefined) =>
  and(eq(deals.tenantId, tenantId), eq(deals.stageId, pipelineStages.id), matches)

/** One index scan per stage, each stopping after its page. */
const cardsOfBoard = (matches: SQL | undefined) =>
  cardsByStage(sql`
    select json_build_array(${packedCard(contacts.name)}) as card
    from ${deals} left join ${contacts} on ${sql.placeholder('seesContacts')}::boolean
      and ${contacts.tenantId} = ${deals.tenantId} and ${contacts.id} = ${deals.clientId}
    where ${inStage(matches)}
    order by ${deals.rank}, ${deals.id}
    limit ${sql.raw(String(FIRST_CARDS + 1))}`)

/** The client's name as a value of its own, where the condition holds. */
export const clientNameIf = (condition: SQLWrapper) => sql<string | null>`(select ${contacts.name} from ${contacts}
  where ${condition}::boolean and ${contacts.tenantId} = ${deals.tenantId} and ${contacts.id} = ${deals.clientId})`

function sortedCards(actor: Actor, matches: SQL | undefined, sort: Sort) {
  const moments = sql`${milliseconds(deals.createdAt)}, ${milliseconds(deals.updatedAt)}`
  const card = sql`json_build_array(
    ${packedCard(clientNameIf(sql.placeholder('seesContacts')))}, ${moments}, ${keyOf(sort)}) as card`
  return cardsByStage(sorted(actor, card, inStage(matches), { sort, take: FIRST_CARDS }))
}

const membersOfBoard = sql`
  select json_agg(json_build_object('id', ${users.id}, 'name', ${memberName}, 'imageUrl', ${users.imageUrl})
    order by ${users.firstName}, ${users.lastName}, ${users.id})
  from ${memberships} join ${users} on ${users.id} = ${memberships.userId}
  where ${memberships.tenantId} = ${tenantId}`

/** One statement, so one snapshot: what the cursor has not passed is what cards and totals do not show. */
const boardWith = (more: SQL, cards: SQL) => sql`
  select json_build_object(
    'pipeline', json_build_object('id', ${pipelines.id}, 'name', ${pipelines.name},
      'description', ${pipelines.description}, 'currency', ${pipelines.currency}, 'version', ${pipelines.version}),
    'stages', ${list(stagesOfBoard)},
    'cards', coalesce((${cards}), '{}'::json),
    'members', ${list(membersOfBoard)},
    'cursor', ${cursorNow},
    'canEdit', ${sql.placeholder('canEdit')}::boolean,
    'userId', ${sql.placeholder('userId')}::uuid
  )::text, ${list(stageIdsOfBoard)}, ${more}
  from ${pipelines}
  where ${pipelines.tenantId} = ${tenantId} and ${pipelines.id} = ${pipelineId}`

const boardBesideTally = (cards: SQL, prepare: boolean) =>
  statement(
    () => boardWith(since, cards),
    ([board, stageIds, since]) => ({ board: board as string, stageIds: stageIds as string[], since: since as Since }),
    prepare,
  )

const wholeBoard = boardBesideTally(cardsOfBoard(undefined), true)

/** The sums of the deals that match, of every stage that has any. */
export const sumsOfPipeline = (matches: SQL) => sql`
  select json_agg(summed) from (
    ${sums} where ${and(eq(deals.tenantId, tenantId), eq(deals.pipelineId, pipelineId), matches)} group by 1, 2
  ) as summed`

const filteredBoard = (matches: SQL, cards: SQL) =>
  statement(
    () => boardWith(list(sumsOfPipeline(matches)), cards),
    ([board, stageIds, sums]) => ({ board: board as string, stageIds: stageIds as string[], sums: sums as SumRow[] }),
    false,
  )
