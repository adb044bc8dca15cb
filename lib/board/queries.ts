import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts, deals, memberships, pipelineStages, pipelines, users } from '@/db/schema'
import { selection, statement } from '@/db/statement'
import type { Actor } from '../auth'
import { cursorNow } from '../changes'
import { canViewContacts } from '../contacts/policy'
import { canEditDeals } from '../deals/policy'
import { besideTally, type Since, since, type Tally, tallyDeals } from '../deals/tally'
import { badField, notFound } from '../errors'
import { toMajor } from '../money'
import { memberName } from '../users/queries'
import { FIRST_CARDS, type Packed, placeOf, unpackTotals } from './packed'
import type { Card, CardPage, CardQuery, ColumnTotals } from './schema'

/** Everything the first view of a board shows, packed: see packed.ts. Throws not_found. */
export async function getBoard(actor: Actor, pipelineId: string): Promise<string> {
  const { row, tally } = await besideTally(actor, async (snapshot) => {
    const [found] = await packedBoard(forTenant(actor), {
      tenantId: actor.tenantId,
      userId: actor.userId,
      pipelineId,
      canEdit: canEditDeals(actor),
      seesContacts: canViewContacts(actor),
      snapshot,
    })
    if (!found) throw notFound('pipeline')
    return found
  })
  const totals = row.stageIds.flatMap((stageId) => packTotals(tally, stageId))
  return `${row.board.slice(0, -1)},"totals":${JSON.stringify(totals)}}`
}

/** Counts and sums of every stage: of all its deals, never of the cards that happen to be loaded. Throws not_found. */
export async function getTotals(actor: Actor, pipelineId: string): Promise<{ items: ColumnTotals[] }> {
  const [stages, tally] = await Promise.all([
    forTenant(actor)
      .select({ id: pipelineStages.id })
      .from(pipelineStages)
      .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.pipelineId, pipelineId)))
      .orderBy(asc(pipelineStages.index)),
    tallyDeals(actor),
    requirePipeline(actor, pipelineId),
  ])
  return { items: stages.map(({ id }) => unpackTotals(id, packTotals(tally, id))) }
}

/** A page of one stage in board order, or the named cards of the pipeline; an id that is missing is not there. */
export async function listCards(
  actor: Actor,
  pipelineId: string,
  { stageId, ids, after, take }: CardQuery,
): Promise<CardPage> {
  await requirePipeline(actor, pipelineId)
  const inPipeline = eq(deals.pipelineId, pipelineId)
  if (ids) return { items: (await selectCards(actor, and(inPipeline, inArray(deals.id, ids)))).map(toCard), next: null }
  if (!stageId) throw badField('stageId', 'or ids must be given')
  const ofStage = and(inPipeline, eq(deals.stageId, stageId), after ? isAfter(parsePlace(after)) : undefined)
  return toPage(await selectCards(actor, ofStage).limit(take + 1), take)
}

/** Deals of any pipeline as cards, client names included: what goes out is for whoever sends it to decide. */
export async function listLiveCards(scope: { tenantId: string }, ids: string[]) {
  if (!ids.length) return new Map<string, LiveCard>()
  const rows = await liveCards(forTenant(scope), { tenantId: scope.tenantId, ids })
  return new Map(rows.map(({ pipelineId, ...row }): [string, LiveCard] => [row.id, { pipelineId, card: toCard(row) }]))
}

export type LiveCard = { pipelineId: string; card: Card }

/** Throws not_found. */
export async function requirePipeline(actor: Actor, pipelineId: string) {
  const [row] = await forTenant(actor)
    .select({ id: pipelines.id, name: pipelines.name })
    .from(pipelines)
    .where(and(eq(pipelines.tenantId, actor.tenantId), eq(pipelines.id, pipelineId)))
  if (!row) throw notFound('pipeline')
  return row
}

const tenantId = sql.placeholder('tenantId')
const pipelineId = sql.placeholder('pipelineId')

const card = {
  id: deals.id,
  title: deals.title,
  stageId: deals.stageId,
  rank: deals.rank,
  amountMinor: deals.amountMinor,
  currency: deals.currency,
  probability: deals.probability,
  expectedCloseDate: deals.expectedCloseOn,
  ownerId: deals.ownerId,
  clientId: deals.clientId,
  clientName: contacts.name,
  stageEnteredAt: deals.stageEnteredAt,
  version: deals.version,
}

/** The name is a contact's: nobody sees it on a card who may not see contacts. */
const visibleClient = (actor: Actor) =>
  canViewContacts(actor) ? and(eq(contacts.tenantId, deals.tenantId), eq(contacts.id, deals.clientId)) : sql`false`

const selectCards = (actor: Actor, filter: SQL | undefined) =>
  forTenant(actor)
    .select(card)
    .from(deals)
    .leftJoin(contacts, visibleClient(actor))
    .where(and(eq(deals.tenantId, actor.tenantId), filter))
    .orderBy(asc(deals.rank), asc(deals.id))
    .$dynamic()

type CardRow = Awaited<ReturnType<typeof selectCards>>[number]

const live = selection({ row: { ...card, pipelineId: deals.pipelineId } })

const liveCards = statement(
  () => sql`select ${live.columns} from ${deals}
    left join ${contacts} on ${contacts.tenantId} = ${deals.tenantId} and ${contacts.id} = ${deals.clientId}
    where ${deals.tenantId} = ${tenantId} and ${deals.id} = any(${sql.placeholder('ids')}::uuid[])`,
  (values) => live.read(values).row!,
)

const toCard = ({ amountMinor, stageEnteredAt, ...row }: CardRow): Card => ({
  ...row,
  amount: amountMinor === null ? null : Number(toMajor(amountMinor, row.currency)),
  stageEnteredAt,
})

/** One row more than `take` was read, to know whether there is a next page. */
function toPage(rows: CardRow[], take: number): CardPage {
  const last = rows[take - 1]
  return { items: rows.slice(0, take).map(toCard), next: rows.length > take && last ? placeOf(last) : null }
}

function parsePlace(after: string) {
  const match = /^([0-9A-Za-z]{1,200})~([0-9a-f-]{36})$/.exec(after)
  if (!match) throw badField('after', 'must be the next of an earlier page')
  return { rank: match[1]!, id: match[2]! }
}

const isAfter = ({ rank, id }: { rank: string; id: string }) =>
  sql`(${deals.rank}, ${deals.id}) > (${rank}, ${id}::uuid)`

/** Largest count first. */
const packTotals = ({ stages }: Tally, stageId: string): Packed['totals'] =>
  [...(stages.get(stageId) ?? [])]
    .toSorted(([, a], [, b]) => b.deals - a.deals)
    .map(([currency, { deals, priced, minor }]) => [stageId, currency, deals, priced ? String(minor) : null])

const list = (rows: SQL) => sql`coalesce((${rows}), '[]'::json)`

const stagesOfBoard = sql`
  select json_agg(json_build_object(
    'id', ${pipelineStages.id}, 'name', ${pipelineStages.name}, 'index', ${pipelineStages.index},
    'description', ${pipelineStages.description}, 'kind', ${pipelineStages.kind},
    'probability', ${pipelineStages.probability}, 'rottingDays', ${pipelineStages.rottingDays},
    'color', ${pipelineStages.color}, 'wipLimit', ${pipelineStages.wipLimit}
  ) order by ${pipelineStages.index}, ${pipelineStages.id})
  from ${pipelineStages}
  where ${pipelineStages.tenantId} = ${tenantId} and ${pipelineStages.pipelineId} = ${pipelineId}`

const stageIdsOfBoard = sql`
  select json_agg(${pipelineStages.id})
  from ${pipelineStages}
  where ${pipelineStages.tenantId} = ${tenantId} and ${pipelineStages.pipelineId} = ${pipelineId}`

/** One index scan per stage, each stopping after its page. */
const cardsOfBoard = sql`
  select json_object_agg(${pipelineStages.id}, top.cards)
  from ${pipelineStages}, lateral (
    select json_agg(first.card) as cards
    from (
      select json_build_array(
        ${deals.id}, ${deals.title}, ${deals.rank}, ${deals.amountMinor}, ${deals.currency}, ${deals.probability},
        ${deals.expectedCloseOn}, ${deals.ownerId}, ${deals.clientId}, ${contacts.name},
        floor(extract(epoch from ${deals.stageEnteredAt}) * 1000)::bigint, ${deals.version}
      ) as card
      from ${deals} left join ${contacts} on ${sql.placeholder('seesContacts')}::boolean
        and ${contacts.tenantId} = ${deals.tenantId} and ${contacts.id} = ${deals.clientId}
      where ${deals.tenantId} = ${tenantId} and ${deals.stageId} = ${pipelineStages.id}
      order by ${deals.rank}, ${deals.id}
      limit ${sql.raw(String(FIRST_CARDS + 1))}
    ) as first
  ) as top
  where ${pipelineStages.tenantId} = ${tenantId} and ${pipelineStages.pipelineId} = ${pipelineId} and top.cards is not null`

const membersOfBoard = sql`
  select json_agg(json_build_object('id', ${users.id}, 'name', ${memberName}, 'imageUrl', ${users.imageUrl})
    order by ${users.firstName}, ${users.lastName}, ${users.id})
  from ${memberships} join ${users} on ${users.id} = ${memberships.userId}
  where ${memberships.tenantId} = ${tenantId}`

/** One statement, so one snapshot: what the cursor has not passed is what cards and totals do not show. */
const packedBoard = statement(
  () => sql`
    select json_build_object(
      'pipeline', json_build_object('id', ${pipelines.id}, 'name', ${pipelines.name},
        'description', ${pipelines.description}, 'currency', ${pipelines.currency}, 'version', ${pipelines.version}),
      'stages', ${list(stagesOfBoard)},
      'cards', coalesce((${cardsOfBoard}), '{}'::json),
      'members', ${list(membersOfBoard)},
      'cursor', ${cursorNow},
      'canEdit', ${sql.placeholder('canEdit')}::boolean,
      'userId', ${sql.placeholder('userId')}::uuid
    )::text, ${list(stageIdsOfBoard)}, ${since}
    from ${pipelines}
    where ${pipelines.tenantId} = ${tenantId} and ${pipelines.id} = ${pipelineId}`,
  ([board, stageIds, since]) => ({
    board: board as string,
    stageIds: stageIds as string[],
    since: since as Since,
  }),
)
