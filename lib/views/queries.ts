import { and, asc, eq, or, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { views } from '@/db/schema/views'
import { statement } from '@/db/statement'
import type { Actor } from '../auth/actor'
import { notFound } from '../errors'
import { requirePipeline } from '../pipelines/queries'
import { alphabetic } from '../rows/sql'
import { toView } from '../rows/to-api'
import type { View } from './schema'

export const visibleTo = (actor: Actor) =>
  and(eq(views.tenantId, actor.tenantId), or(views.isShared, eq(views.ownerId, actor.userId)))!

/** Views in order of name. Throws not_found for the pipeline. */
export async function listViews(actor: Actor, pipelineId: string): Promise<{ items: View[] }> {
  const [rows] = await Promise.all([
    forTenant(actor)
      .select()
      .from(views)
      .where(and(visibleTo(actor), eq(views.pipelineId, pipelineId)))
      .orderBy(alphabetic(views.name), asc(views.id)),
    requirePipeline(actor, pipelineId),
  ])
  return { items: rows.map(toView) }
}

/** Throws not_found. */
export async function getView(actor: Actor, id: string): Promise<View> {
  const [row] = await forTenant(actor)
    .select()
    .from(views)
    .where(and(visibleTo(actor), eq(views.id, id)))
  if (!row) throw notFound('view')
  return toView(row)
}

const defaultView = statement(
  () => sql`select ${views.query} from ${views}
    where ${views.tenantId} = ${sql.placeholder('tenantId')} and ${views.pipelineId} = ${sql.placeholder('pipelineId')}
      and ${views.isDefault} and (${views.isShared} or ${views.ownerId} = ${sql.placeholder('userId')})
    order by ${views.isShared} limit 1`,
  ([query]) => query as string,
)

/**
 * The query that a board's address should have instead of `requested`; undefined when it is right. With a default view
 * an address always says `view`: a bare one opens the default, so one without filters has to say so.
 */
export async function openingQuery(actor: Actor, pipelineId: string, requested: URLSearchParams) {
  if (requested.has('view')) return
  const [query] = await defaultView(forTenant(actor), {
    tenantId: actor.tenantId,
    userId: actor.userId,
    pipelineId,
  })
  if (query === undefined) return
  const next = requested.size ? requested : new URLSearchParams(query)
  if (!next.has('view')) next.set('view', 'board')
  return next.toString()
}
