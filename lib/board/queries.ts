import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import { pipelineStages } from '@/db/schema/pipelines'
import { selection, statement } from '@/db/statement'
import type { Actor } from '../auth/actor'
import { canViewContacts } from '../contacts/policy'
import { readSums, type SumRow, tallyDeals } from '../deals/counting/tally'
import { filterCondition } from '../deals/searching/filter-condition'
import { cursorOf, keyOf, sortedDeals } from '../deals/searching/sort'
import { badField } from '../errors'
import { requirePipeline } from '../pipelines/queries'
import { placeOf, unpackLanes, unpackTotals } from './board-format'
import { type CardName, toCardFields } from './card-fields'
import { cardColumns, clientNameIf } from './get-board'
import { type LaneRows, lanesOfPipeline, packLanes } from './lanes'
import type { Card, CardPage, CardQuery, LaneKind, TotalsList, TotalsQuery } from './schema'
import { packSums, sumsOfPipeline } from './sums'

/** Counts and sums of all deals of each stage, not only of loaded cards. Throws not_found. */
export async function getTotals(
  actor: Actor,
  pipelineId: string,
  { lanes: by, ...filter }: TotalsQuery = {},
): Promise<TotalsList> {
  const matches = await filterCondition(actor, filter)
  const [stages, sums] = await Promise.all([
    forTenant(actor)
      .select({ id: pipelineStages.id, kind: pipelineStages.kind, probability: pipelineStages.probability })
      .from(pipelineStages)
      .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.pipelineId, pipelineId)))
      .orderBy(asc(pipelineStages.index)),
    matches || by ? sumMatching(actor, pipelineId, matches, by) : tallyDeals(actor),
    requirePipeline(actor, pipelineId),
  ])
  const items = stages.map((stage) => unpackTotals(stage, packSums(sums.stages, stage.id)))
  if (!('lanes' in sums) || !sums.lanes) return { items }
  return { items, lanes: unpackLanes(stages, sums.lanes) }
}

async function sumMatching(actor: Actor, pipelineId: string, matches: SQL | undefined, by: LaneKind | undefined) {
  const sum = statement(
    () => sql`select (${sumsOfPipeline(matches)}), ${by ? lanesOfPipeline(by, matches) : sql`null`}`,
    ([sums, lanes]) => ({
      stages: readSums((sums ?? []) as SumRow[]),
      lanes: by && packLanes(by, lanes as LaneRows),
    }),
    false,
  )
  const seesContacts = canViewContacts(actor)
  const [row] = await sum(forTenant(actor), { tenantId: actor.tenantId, pipelineId, seesContacts })
  return row!
}

/**
 * A page of cards: of one stage in board order or sorted, of the whole pipeline sorted, or those with the given ids,
 * without unknown ones. Throws not_found, and bad_request without stage, ids or sort.
 */
export async function listCards(
  actor: Actor,
  pipelineId: string,
  { stageId, ids, sort, after, take, ...filter }: CardQuery,
): Promise<CardPage> {
  await requirePipeline(actor, pipelineId)
  const matches = and(eq(deals.pipelineId, pipelineId), await filterCondition(actor, filter))
  const named = ids ? inArray(deals.id, ids) : stageId ? eq(deals.stageId, stageId) : undefined
  if (!named && !sort) throw badField('stageId', 'or ids or a sort must be given')
  if (sort) return listSorted(actor, and(matches, named), { sort, after, take: ids?.length ?? take })
  if (ids) return { items: (await selectCards(actor, and(matches, named))).map(toCard), next: null }
  const ofStage = and(matches, named, after ? isAfter(parsePlace(after)) : undefined)
  return toPage(await selectCards(actor, ofStage).limit(take + 1), take)
}

async function listSorted(actor: Actor, passes: SQL | undefined, page: Parameters<typeof sortedDeals>[3]) {
  const { sort, take } = page
  const clientName = clientNameIf(sql`${canViewContacts(actor)}`)
  const moments = { createdAt: deals.createdAt, updatedAt: deals.updatedAt }
  const { columns, read } = selection({
    row: { ...card, clientName, ...moments },
    place: { id: deals.id, key: keyOf(sort) },
  })
  const ofTenant = and(eq(deals.tenantId, actor.tenantId), passes)
  const rows = await statement(() => sortedDeals(actor, columns, ofTenant, page), read, false)(forTenant(actor), {})
  const last = rows.length > take ? rows[take - 1] : undefined
  return { items: rows.slice(0, take).map(({ row }) => toCard(row!)), next: last ? cursorOf(sort, last.place!) : null }
}

/** Cards by id, of any pipeline and with client names: the sender leaves out what a reader may not see. */
export async function listLiveCards(scope: { tenantId: string }, ids: string[]) {
  if (!ids.length) return new Map<string, LiveCard>()
  const rows = await liveCards(forTenant(scope), { tenantId: scope.tenantId, ids })
  return new Map(rows.map(({ pipelineId, ...row }): [string, LiveCard] => [row.id, { pipelineId, card: toCard(row) }]))
}

export type LiveCard = { pipelineId: string; card: Card }

const tenantId = sql.placeholder('tenantId')

const card = {
  id: deals.id,
  rank: deals.rank,
  version: deals.version,
  clientName: contacts.name,
  ...cardColumns,
}

/** Join condition of a card's client, which holds only for actors who may see contacts. */
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

type CardRow = Pick<Card, 'id' | 'rank' | 'version' | 'clientName' | 'createdAt' | 'updatedAt'> & {
  [Name in CardName]?: unknown
}

const live = selection({ row: { ...card, pipelineId: deals.pipelineId } })

const liveCards = statement(
  () => sql`select ${live.columns} from ${deals}
    left join ${contacts} on ${contacts.tenantId} = ${deals.tenantId} and ${contacts.id} = ${deals.clientId}
    where ${deals.tenantId} = ${tenantId} and ${deals.id} = any(${sql.placeholder('ids')}::uuid[])`,
  (values) => live.read(values).row!,
)

const toCard = ({ id, rank, version, clientName, ...row }: CardRow): Card => ({
  id,
  rank,
  ...row,
  ...toCardFields(row),
  clientName,
  version,
})

/** A page of rows, of which one more than `take` was read if there is a next page. */
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
