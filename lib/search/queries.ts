import { and, desc, eq, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import type { Actor } from '../auth/actor'
import { canViewContacts } from '../contacts/policy'
import { wordConditions } from '../deals/searching/word-conditions'
import { type Closeness, mentions } from '../rows/sql'
import { wordsOf } from '../values/fold'
import { bestOf, READ } from './ranking/best'
import { groups, type SearchQuery, type SearchResult } from './schema'

const MOST = 6

export async function search(actor: Actor, { q, pipelineId }: SearchQuery): Promise<SearchResult> {
  const words = wordsOf(q)
  const isSearch = words.length > 0
  const [pipelines, deals, contacts] = await Promise.all([
    bestOf(words, readPipelines(actor, words), nameOf),
    isSearch ? bestOf(words, readDeals(actor, words), textOfDeal, pipelineId) : [],
    isSearch && canViewContacts(actor) ? bestOf(words, readContacts(actor, words), nameOf) : [],
  ])
  const found = { pipelines, deals, contacts }
  return {
    pipelines: best(pipelines),
    deals: best(deals),
    contacts: best(contacts),
    more: groups.filter((group) => found[group].length > MOST),
  }
}

const best = <Row extends { createdAt: string }>(rows: Row[]) =>
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
  const clientOfDeal = and(eq(contacts.tenantId, deals.tenantId), eq(contacts.id, deals.clientId))
  return forTenant(actor)
    .select({
      id: deals.id,
      title: deals.title,
      pipelineId: deals.pipelineId,
      stageName: pipelineStages.name,
      clientName: contacts.name,
      createdAt: deals.createdAt,
    })
    .from(deals)
    .innerJoin(pipelineStages, and(eq(pipelineStages.tenantId, deals.tenantId), eq(pipelineStages.id, deals.stageId)))
    .leftJoin(contacts, canViewContacts(actor) ? clientOfDeal : sql`false`)
    .where(
      and(
        eq(deals.tenantId, actor.tenantId),
        pipelineId ? eq(deals.pipelineId, pipelineId) : undefined,
        ...(await wordConditions(actor, words, closeness)),
      ),
    )
    .orderBy(desc(deals.createdAt), desc(deals.id))
    .limit(READ)
}
