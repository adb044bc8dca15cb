import { and, count, eq, ne } from 'drizzle-orm'
import { type Tx, withTenant } from '@/db/client'
import { pipelines } from '@/db/schema/pipelines'
import { type ViewRow, views } from '@/db/schema/views'
import type { Actor } from '../auth/actor'
import { AppError, allow, notFound, requireVersion, type SeenVersion } from '../errors'
import { valuesOf } from '../fields/columns'
import { viewEntity } from '../fields/view'
import { deleteLogged, insertLogged, lock, newBatchId, updateLogged } from '../log/changes'
import { isOwn } from '../rows/sql'
import { toView } from '../rows/to-api'
import { canEditView, canMakePrivate, canShareViews } from './policy'
import { visibleTo } from './queries'
import type { NewView, View, ViewChanges } from './schema'

const MOST_VIEWS = 100
const logged = { entity: 'view' as const, table: views }

/** Throws forbidden, not_found for the pipeline, and rule_refused for more than a member may save. */
export async function createView(actor: Actor, pipelineId: string, input: NewView): Promise<View> {
  allow(!input.isShared || canShareViews(actor))
  return withTenant(actor, async (tx) => {
    await lockPipeline(tx, actor, pipelineId)
    await requireFewViews(tx, actor, pipelineId)
    const batchId = newBatchId()
    const isShared = input.isShared ?? false
    const view = { isDefault: false, ...input, isShared, pipelineId, ownerId: actor.userId }
    await takeOverDefault(tx, actor, view, batchId)
    const [row] = await insertLogged(tx, actor, { ...logged, batchId }, [view])
    return toView(row!)
  })
}

/** Throws not_found, stale, and forbidden for shared views and for making private what somebody else has saved. */
export async function updateView(actor: Actor, id: string, input: ViewChanges, ifMatch?: SeenVersion): Promise<View> {
  return withTenant(actor, async (tx) => {
    const before = await lockView(tx, actor, id)
    const changes = valuesOf(viewEntity, input)
    const next = { ...before, ...changes }
    allow(canEditView(actor, before) && canEditView(actor, next))
    if (before.isShared && !next.isShared && !canMakePrivate(actor, before))
      throw new AppError('forbidden', 'Only the member who saved a view can make it private.')
    requireVersion(ifMatch, toView(before))
    const batchId = newBatchId()
    await takeOverDefault(tx, actor, next, batchId)
    return toView((await updateLogged(tx, actor, { ...logged, batchId }, before, changes)) ?? before)
  })
}

/** Throws not_found, forbidden and stale. The log keeps the whole view. */
export async function deleteView(actor: Actor, id: string, ifMatch?: SeenVersion) {
  await withTenant(actor, async (tx) => {
    const view = await lockView(tx, actor, id)
    allow(canEditView(actor, view))
    requireVersion(ifMatch, toView(view))
    await deleteLogged(tx, actor, { ...logged, where: isOwn(views, actor, id) })
  })
}

type Default = Pick<ViewRow, 'pipelineId' | 'ownerId' | 'isShared' | 'isDefault'> & { id?: string }

async function takeOverDefault(tx: Tx, actor: Actor, view: Default, batchId: string) {
  if (!view.isDefault) return
  const others = await tx
    .select()
    .from(views)
    .where(
      and(
        eq(views.tenantId, actor.tenantId),
        eq(views.pipelineId, view.pipelineId),
        eq(views.isShared, view.isShared),
        view.isShared ? undefined : eq(views.ownerId, view.ownerId),
        views.isDefault,
        view.id ? ne(views.id, view.id) : undefined,
      ),
    )
    .for('update')
  for (const other of others) await updateLogged(tx, actor, { ...logged, batchId }, other, { isDefault: false })
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

/** Locks a pipeline, so that one view at a time becomes its default and it is not deleted meanwhile. Throws not_found. */
const lockPipeline = (tx: Tx, actor: Actor, id: string) =>
  lock(tx, actor, { entity: 'pipeline', table: pipelines }, id, 'no key update')

async function lockView(tx: Tx, actor: Actor, id: string): Promise<ViewRow> {
  const visible = and(visibleTo(actor), eq(views.id, id))
  const [seen] = await tx.select({ pipelineId: views.pipelineId }).from(views).where(visible)
  if (seen) await lockPipeline(tx, actor, seen.pipelineId)
  const [row] = seen ? await tx.select().from(views).where(visible).for('update') : []
  if (!row) throw notFound('view')
  return row
}
