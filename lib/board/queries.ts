import { and, asc, count, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts, deals, memberships, pipelineStages, pipelines, users } from '@/db/schema'
import { selection, statement } from '@/db/statement'
import type { Actor } from '../auth'
import { cursorNow } from '../changes'
import { canViewContacts } from '../contacts/policy'
import { canEditDeals } from '../deals/policy'
import { badField, notFound } from '../errors'
import { toMajor } from '../money'
import { memberName } from '../users/queries'
import { FIRST_CARDS, placeOf } from './packed'
import type { Card, CardPage, CardQuery, ColumnTotals } from './schema'

/** Everything the first view of a board shows, packed: see packed.ts. Throws not_found. */
export async function getBoard(actor: Actor, pipelineId: string): Promise<string> {
  const [board] = await packedBoard(forTenant(actor), {
    tenantId: actor.tenantId,
    userId: actor.userId,
    pipelineId,
    canEdit: canEditDeals(actor),
    seesContacts: canViewContacts(actor),
  })
  if (!board) throw notFound('pipeline')
  return board
}

/** Counts and sums of every stage, from SQL: never from the cards that happen to be loaded. Throws not_found. */
export async function getTotals(actor: Actor, pipelineId: string) {
  const [totals] = await Promise.all([columnTotals(actor, pipelineId), requirePipeline(actor, pipelineId)])
  return { items: totals }
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

async function columnTotals(actor: Actor, pipelineId: string): Promise<ColumnTotals[]> {
  // Added up before anything is joined, so that the index alone is read, in its order.
  const added = forTenant(actor)
    .select({
      stageId: deals.stageId,
      currency: deals.currency,
      count: count().as('count'),
      sum: sql<string | null>`sum(${deals.amountMinor})`.as('sum'),
    })
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId), eq(deals.pipelineId, pipelineId)))
    .groupBy(deals.stageId, deals.currency)
    .as('added')
  const rows = await forTenant(actor)
    .select({
      stageId: pipelineStages.id,
      currency: added.currency,
      count: sql<number>`coalesce(${added.count}, 0)::int`,
      sum: added.sum,
    })
    .from(pipelineStages)
    .leftJoin(added, eq(added.stageId, pipelineStages.id))
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.pipelineId, pipelineId)))
    .orderBy(asc(pipelineStages.index), desc(added.count))
  const byStage = new Map<string, ColumnTotals>()
  for (const { stageId, currency, count, sum } of rows) {
    const totals = byStage.get(stageId) ?? { stageId, count: 0, sums: [] }
    byStage.set(stageId, totals)
    totals.count += count
    if (currency !== null && sum !== null) totals.sums.push({ currency, amount: toMajor(sum, currency) })
  }
  return [...byStage.values()]
}

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

const totalsOfBoard = sql`
  select json_agg(json_build_array(stage_id, currency, count, sum::text) order by count desc)
  from (
    select ${deals.stageId}, ${deals.currency}, count(*), sum(${deals.amountMinor})
    from ${deals}
    where ${deals.tenantId} = ${tenantId} and ${deals.pipelineId} = ${pipelineId}
    group by ${deals.stageId}, ${deals.currency}
  ) as totals`

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

/** One statement, so one snapshot: what the cursor has not passed is what the cards do not show. */
const packedBoard = statement(
  () => sql`
    select json_build_object(
      'pipeline', json_build_object('id', ${pipelines.id}, 'name', ${pipelines.name},
        'description', ${pipelines.description}, 'currency', ${pipelines.currency}, 'version', ${pipelines.version}),
      'stages', ${list(stagesOfBoard)},
      'totals', ${list(totalsOfBoard)},
      'cards', coalesce((${cardsOfBoard}), '{}'::json),
      'members', ${list(membersOfBoard)},
      'cursor', ${cursorNow},
      'canEdit', ${sql.placeholder('canEdit')}::boolean,
      'userId', ${sql.placeholder('userId')}::uuid
    )::text
    from ${pipelines}
    where ${pipelines.tenantId} = ${tenantId} and ${pipelines.id} = ${pipelineId}`,
  ([board]) => board as string,
)
