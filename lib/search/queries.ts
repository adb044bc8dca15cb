import { and, desc, eq, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import type { Actor } from '../auth/actor'
import { canViewContacts } from '../contacts/policy'
import { wordConditions } from '../deals/searching/word-conditions'
import { requirePipeline } from '../pipelines/queries'
import { type Closeness, mentions } from '../rows/sql'
import { wordsOf } from '../values/fold'
import { bestOf, READ } from './ranking/best'
import { groups, type SearchQuery, type SearchResult } from './schema'

const MOST = 6

/** What is called so, the closest first. Throws not_found for an unknown pipeline. */
export async function search(actor: Actor, { q, pipelineId }: SearchQuery): Promise<SearchResult> {
  const words = wordsOf(q)
  const isSearch = words.length > 0
  const [pipelines, deals, contacts] = await Promise.all([
    bestOf(MOST + 1, { words, read: readPipelines(actor, words), textOf: nameOf }),
    isSearch ? bestOf(MOST + 1, { words, read: readDeals(actor, words), textOf: textOfDeal, here: pipelineId }) : [],
    isSearch && canViewContacts(actor)
      ? bestOf(MOST + 1, { words, read: readContacts(actor, words), textOf: nameOf })
      : [],
    pipelineId && requirePipeline(actor, pipelineId),
  ])
  const found = { pipelines, deals, contacts }
  return {
    pipelines: shown(pipelines),
    deals: shown(deals),
    contacts: shown(contacts),
    more: groups.filter((group) => found[group].length > MOST),
  }
}

const shown = <Row extends { createdAt: string }>(rows: Row[]) =>
  rows.slice(0, MOST).map(({ createdAt: _, ...row }) => row)

const nameOf = ({ name }: { name: string }) => name
const textOfDeal = ({ title, clientName }: { title: string; clientName: string | null }) =>
  `${title} ${clientName ?? ''}`

const readPipelines = (actor: Actor, words: string[]) => (closeness: Closeness) =>
  forTenant(actor)
    .select({ id: pipelines.id, name: pipelines.name, createdAt: pipelines.createdAt })
    .from(pipelines)
    .where(
      and(eq(pipelines.tenantId, actor.tenantId), ...words.map((word) => mentions(pipelines.name, word, closeness))),
    )
    .orderBy(desc(pipelines.createdAt), desc(pipelines.id))
    .limit(READ)

const readContacts = (actor: Actor, words: string[]) => (closeness: Closeness) =>
  forTenant(actor)
    .select({ id: contacts.id, name: contacts.name, createdAt: contacts.createdAt })
    .from(contacts)
    .where(and(eq(contacts.tenantId, actor.tenantId), ...words.map((word) => mentions(contacts.name, word, closeness))))
    .orderBy(desc(contacts.createdAt), desc(contacts.id))
    .limit(READ)

const readDeals = (actor: Actor, words: string[]) => async (closeness: Closeness, pipelineId?: string) => {
  const isOfPipeline = pipelineId ? eq(deals.pipelineId, pipelineId) : undefined
  const isCalledSo = await wordConditions(actor, words, closeness)
  const db = forTenant(actor)
  // Joined to all that are called so, the stages would lead the planner to read every deal of each.
  const found = db
    .select()
    .from(deals)
    .where(and(eq(deals.tenantId, actor.tenantId), isOfPipeline, ...isCalledSo))
    .orderBy(desc(deals.createdAt), desc(deals.id))
    .limit(READ)
    .as('found')
  const stageOfDeal = and(eq(pipelineStages.tenantId, found.tenantId), eq(pipelineStages.id, found.stageId))
  const clientOfDeal = and(eq(contacts.tenantId, found.tenantId), eq(contacts.id, found.clientId))
  return db
    .select({
      id: found.id,
      title: found.title,
      pipelineId: found.pipelineId,
      stageName: pipelineStages.name,
      clientName: contacts.name,
      createdAt: found.createdAt,
    })
    .from(found)
    .innerJoin(pipelineStages, stageOfDeal)
    .leftJoin(contacts, canViewContacts(actor) ? clientOfDeal : sql`false`)
}
