import { and, count, eq, ne, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { type Tx, withTenant } from '@/db/client'
import { pipelines } from '@/db/schema/pipelines'
import { type ViewRow, views } from '@/db/schema/views'
import type { Actor } from '../auth/actor'
import { AppError, allow, notFound, requireVersion, type SeenVersion } from '../errors'
import { append, deleteLogged, difference, newBatchId } from '../log/changes'
import { toView } from '../rows/to-api'
import { canEditView, canMakePrivate, canShareViews } from './policy'
import { visibleTo } from './queries'
import type { NewView, View, ViewChanges } from './schema'

const MOST_VIEWS = 100

/** Throws forbidden, not_found for the pipeline, and rule_refused for more than a member may save. */
export async function createView(actor: Actor, pipelineId: string, input: NewView): Promise<View> {
  allow(!input.isShared || canShareViews(actor))
  return withTenant(actor, async (tx) => {
    if (!(await lockPipeline(tx, actor, pipelineId))) throw notFound('pipeline')
    await requireFewViews(tx, actor, pipelineId)
    const batchId = newBatchId()
    const view = {
      tenantId: actor.tenantId,
      id: uuidv7(),
      pipelineId,
      ownerId: actor.userId,
      name: input.name,
      query: input.query,
      isShared: input.isShared ?? false,
      isDefault: input.isDefault ?? false,
      createdByUserId: actor.userId,
      updatedByUserId: actor.userId,
    }
    await takeOverDefault(tx, actor, view, batchId)
    const [row] = await tx.insert(views).values(view).returning()
    await append(tx, actor, { ...logOf(row!, batchId), action: 'created', after: row })
    return toView(row!)
  })
}

/** Throws not_found, stale, and forbidden for shared views and for making private what somebody else has saved. */
export async function updateView(actor: Actor, id: string, input: ViewChanges, ifMatch?: SeenVersion): Promise<View> {
  return withTenant(actor, async (tx) => {
    const before = await lockView(tx, actor, id)
    const next = {
      ...before,
      name: input.name ?? before.name,
      query: input.query ?? before.query,
      isShared: input.isShared ?? before.isShared,
      isDefault: input.isDefault ?? before.isDefault,
    }
    allow(canEditView(actor, before) && canEditView(actor, next))
    if (before.isShared && !next.isShared && !canMakePrivate(actor, before))
      throw new AppError('forbidden', 'Only the member who saved a view can make it private.')
    requireVersion(ifMatch, toView(before))
    const { changed, ...log } = difference(before, next)
    if (!changed.length) return toView(before)
    const batchId = newBatchId()
    await takeOverDefault(tx, actor, next, batchId)
    const [after] = await tx
      .update(views)
      .set({ ...log.after, ...stamps(actor) })
      .where(viewById(actor, id))
      .returning()
    await append(tx, actor, { ...logOf(after!, batchId), action: 'updated', ...log })
    return toView(after!)
  })
}

/** Throws not_found, forbidden and stale. The log keeps the whole view. */
export async function deleteView(actor: Actor, id: string, ifMatch?: SeenVersion) {
  await withTenant(actor, async (tx) => {
    const view = await lockView(tx, actor, id)
    allow(canEditView(actor, view))
    requireVersion(ifMatch, toView(view))
    await deleteLogged(tx, actor, { entity: 'view', table: views, where: viewById(actor, id) })
  })
}

async function takeOverDefault(
  tx: Tx,
  actor: Actor,
  view: Pick<ViewRow, 'id' | 'pipelineId' | 'ownerId' | 'isShared' | 'isDefault'>,
  batchId: string,
) {
  if (!view.isDefault) return
  const others = await tx
    .update(views)
    .set({ isDefault: false, ...stamps(actor) })
    .where(
      and(
        eq(views.tenantId, actor.tenantId),
        eq(views.pipelineId, view.pipelineId),
        eq(views.isShared, view.isShared),
        view.isShared ? undefined : eq(views.ownerId, view.ownerId),
        views.isDefault,
        ne(views.id, view.id),
      ),
    )
    .returning()
  await append(
    tx,
    actor,
    others.map((row) => ({
      ...logOf(row, batchId),
      action: 'updated' as const,
      before: { isDefault: true },
      after: { isDefault: false },
    })),
  )
}

async function requireFewViews(tx: Tx, actor: Actor, pipelineId: string) {
  const own = and(eq(views.pipelineId, pipelineId), eq(views.ownerId, actor.userId))
  const [row] = await tx
    .select({ total: count() })
    .from(views)
    .where(and(eq(views.tenantId, actor.tenantId), own))
  if (row!.total >= MOST_VIEWS)
    throw new AppError('rule_refused', `You have ${MOST_VIEWS} views of this pipeline. Delete one to save another.`)
}

/** Locks a pipeline, so that one view at a time becomes its default and it is not deleted meanwhile. */
async function lockPipeline(tx: Tx, actor: Actor, pipelineId: string) {
  const [row] = await tx
    .select({ id: pipelines.id })
    .from(pipelines)
    .where(and(eq(pipelines.tenantId, actor.tenantId), eq(pipelines.id, pipelineId)))
    .for('no key update')
  return row
}

async function lockView(tx: Tx, actor: Actor, id: string): Promise<ViewRow> {
  const visible = and(visibleTo(actor), eq(views.id, id))
  const [visibleView] = await tx.select({ pipelineId: views.pipelineId }).from(views).where(visible)
  if (visibleView) await lockPipeline(tx, actor, visibleView.pipelineId)
  const [row] = visibleView ? await tx.select().from(views).where(visible).for('update') : []
  if (!row) throw notFound('view')
  return row
}

const viewById = (actor: Actor, id: string) => and(eq(views.tenantId, actor.tenantId), eq(views.id, id))!

const stamps = (actor: Actor) => ({
  updatedAt: sql`now()`,
  updatedByUserId: actor.userId,
  version: sql`${views.version} + 1`,
})

const logOf = (view: ViewRow, batchId: string) => ({
  entity: 'view' as const,
  entityId: view.id,
  pipelineId: view.pipelineId,
  version: view.version,
  batchId,
})
