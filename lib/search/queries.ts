import { and, desc, eq } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts, deals, pipelineStages, pipelines } from '@/db/schema'
import type { Actor } from '../auth/actor'
import { canViewContacts } from '../contacts/policy'
import { matching } from '../deals/searching/filter'
import { says } from '../rows/sql'
import type { Found, SearchQuery } from './schema'

/** Of each kind. */
const MOST = 6

/** What the actor may see by these words, a few of each kind. */
export async function search(actor: Actor, { q }: SearchQuery): Promise<Found> {
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
    .where(and(eq(pipelines.tenantId, actor.tenantId), ...says(q, pipelines.name)))
    .orderBy(desc(pipelines.createdAt), desc(pipelines.id))
    .limit(MOST)

function findDeals(actor: Actor, q: string) {
  const seen = and(eq(contacts.tenantId, deals.tenantId), eq(contacts.id, deals.clientId))
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
    .leftJoin(contacts, seen)
    .where(and(eq(deals.tenantId, actor.tenantId), matching(actor, { q })))
    .orderBy(desc(deals.createdAt), desc(deals.id))
    .limit(MOST)
  if (canViewContacts(actor)) return rows
  return rows.then((found) => found.map((deal) => ({ ...deal, clientName: null })))
}

const findContacts = (actor: Actor, q: string) =>
  forTenant(actor)
    .select({ id: contacts.id, name: contacts.name })
    .from(contacts)
    .where(and(eq(contacts.tenantId, actor.tenantId), ...says(q, contacts.name)))
    .orderBy(desc(contacts.createdAt), desc(contacts.id))
    .limit(MOST)
