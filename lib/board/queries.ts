import { and, asc, count, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts, deals, pipelineStages, pipelines } from '@/db/schema'
import type { Actor } from '../auth'
import { currentCursor, formatCursor } from '../changes'
import { canViewContacts } from '../contacts/policy'
import { canEditDeals } from '../deals/policy'
import { badField, notFound } from '../errors'
import { toMajor } from '../money'
import { getPipeline } from '../pipelines/queries'
import { listMembers } from '../users/queries'
import type { Board, Card, CardPage, CardQuery, ColumnTotals } from './schema'

const FIRST_CARDS = 50

/** Everything the first view of a board shows. Throws not_found. */
export async function getBoard(actor: Actor, pipelineId: string): Promise<Board> {
  // Before the cards: what changes while they are read comes again through the stream, and does no harm there.
  const cursor = formatCursor(await currentCursor(actor))
  const [pipeline, totals, first, members] = await Promise.all([
    getPipeline(actor, pipelineId),
    columnTotals(actor, pipelineId),
    firstCards(actor, pipelineId),
    listMembers(actor),
  ])
  const columns: Board['columns'] = {}
  for (const stage of pipeline.stages) columns[stage.id] = toPage(first.get(stage.id) ?? [], FIRST_CARDS)
  return {
    pipeline: {
      id: pipeline.id,
      name: pipeline.name,
      description: pipeline.description,
      currency: pipeline.currency,
      version: pipeline.version,
    },
    stages: pipeline.stages.map(
      ({ id, name, index, description, kind, probability, rottingDays, color, wipLimit }) => ({
        id,
        name,
        index,
        description,
        kind,
        probability,
        rottingDays,
        color,
        wipLimit,
      }),
    ),
    totals,
    columns,
    members,
    cursor,
    canEdit: canEditDeals(actor),
    userId: actor.userId,
  }
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

/** Throws not_found. */
export async function requirePipeline(actor: Actor, pipelineId: string) {
  const [row] = await forTenant(actor)
    .select({ id: pipelines.id })
    .from(pipelines)
    .where(and(eq(pipelines.tenantId, actor.tenantId), eq(pipelines.id, pipelineId)))
  if (!row) throw notFound('pipeline')
}

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

const toCard = ({ amountMinor, stageEnteredAt, ...row }: CardRow): Card => ({
  ...row,
  amount: amountMinor === null ? null : Number(toMajor(amountMinor, row.currency)),
  stageEnteredAt,
})

/** One row more than `take` was read, to know whether there is a next page. */
function toPage(rows: CardRow[], take: number): CardPage {
  const last = rows[take - 1]
  return { items: rows.slice(0, take).map(toCard), next: rows.length > take && last ? `${last.rank}~${last.id}` : null }
}

function parsePlace(after: string) {
  const match = /^([0-9A-Za-z]{1,200})~([0-9a-f-]{36})$/.exec(after)
  if (!match) throw badField('after', 'must be the next of an earlier page')
  return { rank: match[1]!, id: match[2]! }
}

const isAfter = ({ rank, id }: { rank: string; id: string }) =>
  sql`(${deals.rank}, ${deals.id}) > (${rank}, ${id}::uuid)`

/** The first cards of every stage in one statement: one index scan per stage, each stopping after its page. */
async function firstCards(actor: Actor, pipelineId: string): Promise<Map<string, CardRow[]>> {
  const top = forTenant(actor)
    .select(card)
    .from(deals)
    .leftJoin(contacts, visibleClient(actor))
    .where(and(eq(deals.tenantId, actor.tenantId), eq(deals.stageId, pipelineStages.id)))
    .orderBy(asc(deals.rank), asc(deals.id))
    .limit(FIRST_CARDS + 1)
    .as('top')
  const rows = await forTenant(actor)
    .select({
      id: top.id,
      title: top.title,
      stageId: top.stageId,
      rank: top.rank,
      amountMinor: top.amountMinor,
      currency: top.currency,
      probability: top.probability,
      expectedCloseDate: top.expectedCloseDate,
      ownerId: top.ownerId,
      clientId: top.clientId,
      clientName: top.clientName,
      stageEnteredAt: top.stageEnteredAt,
      version: top.version,
    })
    .from(pipelineStages)
    .innerJoinLateral(top, sql`true`)
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.pipelineId, pipelineId)))
    .orderBy(asc(pipelineStages.index), asc(top.rank), asc(top.id))
  const byStage = new Map<string, CardRow[]>()
  for (const row of rows) byStage.set(row.stageId, [...(byStage.get(row.stageId) ?? []), row])
  return byStage
}

async function columnTotals(actor: Actor, pipelineId: string): Promise<ColumnTotals[]> {
  const rows = await forTenant(actor)
    .select({
      stageId: pipelineStages.id,
      currency: deals.currency,
      count: count(deals.id),
      sum: sql<string | null>`sum(${deals.amountMinor})`,
    })
    .from(pipelineStages)
    .leftJoin(
      deals,
      and(
        eq(deals.tenantId, pipelineStages.tenantId),
        eq(deals.pipelineId, pipelineStages.pipelineId),
        eq(deals.stageId, pipelineStages.id),
      ),
    )
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.pipelineId, pipelineId)))
    .groupBy(pipelineStages.id, pipelineStages.index, deals.currency)
    .orderBy(asc(pipelineStages.index), desc(count(deals.id)))
  const byStage = new Map<string, ColumnTotals>()
  for (const { stageId, currency, count, sum } of rows) {
    const totals = byStage.get(stageId) ?? { stageId, count: 0, sums: [] }
    byStage.set(stageId, totals)
    totals.count += count
    if (currency !== null && sum !== null) totals.sums.push({ currency, amount: toMajor(sum, currency) })
  }
  return [...byStage.values()]
}
