import { and, desc, eq } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import { pipelineStages, pipelines } from '@/db/schema/pipelines'
import type { Actor } from '../auth/actor'
import { canViewContacts } from '../contacts/policy'
import { filterCondition } from '../deals/searching/filter-condition'
import { containsWords } from '../rows/sql'
import type { SearchQuery, SearchResult } from './schema'

const MOST = 6

export async function search(actor: Actor, { q }: SearchQuery): Promise<SearchResult> {
  const [pipelines, deals, contacts] = await Promise.all([
    findPipelines(actor, q),
    q ? findDeals(actor, q) : [],
    q && canViewContacts(actor) ? findContacts(actor, q) : [],
  ])
  return { pipelines, deals, contacts }
}

const findPipelines = (actor: Actor, q: string) =>
  forTenant(actor)
    .select({ id: pipelines.id, name: pipelines.name })
    .from(pipelines)
    .where(and(eq(pipelines.tenantId, actor.tenantId), ...containsWords(q, pipelines.name)))
    .orderBy(desc(pipelines.createdAt), desc(pipelines.id))
    .limit(MOST)

function findDeals(actor: Actor, q: string) {
  const clientOfDeal = and(eq(contacts.tenantId, deals.tenantId), eq(contacts.id, deals.clientId))
  const rows = forTenant(actor)
    .select({
      id: deals.id,
      title: deals.title,
      pipelineId: deals.pipelineId,
      stageName: pipelineStages.name,
      clientName: contacts.name,
    })
    .from(deals)
    .innerJoin(pipelineStages, and(eq(pipelineStages.tenantId, deals.tenantId), eq(pipelineStages.id, deals.stageId)))
    .leftJoin(contacts, clientOfDeal)
    .where(and(eq(deals.tenantId, actor.tenantId), filterCondition(actor, { q })))
    .orderBy(desc(deals.createdAt), desc(deals.id))
    .limit(MOST)
  if (canViewContacts(actor)) return rows
  return rows.then((results) => results.map((deal) => ({ ...deal, clientName: null })))
}

const findContacts = (actor: Actor, q: string) =>
  forTenant(actor)
    .select({ id: contacts.id, name: contacts.name })
    .from(contacts)
    .where(and(eq(contacts.tenantId, actor.tenantId), ...containsWords(q, contacts.name)))
    .orderBy(desc(contacts.createdAt), desc(contacts.id))
    .limit(MOST)
