import { and, asc, eq } from 'drizzle-orm'
import { type Tx, withTenant } from '@/db/client'
import { deals } from '@/db/schema/deals'
import { type PipelineRow, pipelineStages, pipelines, type StageRow } from '@/db/schema/pipelines'
import { views } from '@/db/schema/views'
import type { Actor } from '../auth/actor'
import { allow, requireVersion, type SeenVersion } from '../errors'
import { valuesOf } from '../fields/columns'
import { pipelineEntity } from '../fields/pipeline'
import { deleteLogged, insertLogged, lock, newBatchId, updateLogged } from '../log/changes'
import { organizationIn, resolveOrganization } from '../organizations/queries'
import { isOwn } from '../rows/sql'
import { toPipeline, toStage } from '../rows/to-api'
import { canEditPipelines } from './policy'
import type { NewPipeline, Pipeline, PipelineChanges } from './schema'
import { loggedStage, newStage, replaceStages } from './stages'

const logged = { entity: 'pipeline' as const, table: pipelines }

/** Throws forbidden, and bad_request for an organization that is not the caller's. */
export async function createPipeline(actor: Actor, input: NewPipeline): Promise<Pipeline> {
  allow(canEditPipelines(actor))
  return withTenant(actor, async (tx) => {
    const organization = await resolveOrganization(tx, actor, input.organizationId)
    const batchId = newBatchId()
    const { stages: wanted = [], ...values } = input
    const currency = input.currency ?? organization.currency
    const [pipeline] = await insertLogged(tx, actor, { ...logged, batchId }, [
      { ...values, currency, organizationId: organization.id },
    ])
    const rows = inOrderOfIndex(wanted).map((stage, index) => newStage(pipeline!.id, stage, index))
    const stages = await insertLogged(tx, actor, { ...loggedStage, batchId }, rows)
    return assemble(pipeline!, stages)
  })
}

/** `index` decides; ties and missing ones keep their place in the array. */
const inOrderOfIndex = <S extends { index?: number | null | undefined }>(stages: S[]) =>
  stages
    .map((stage, position) => ({ stage, place: stage.index ?? position }))
    .sort((a, b) => a.place - b.place)
    .map(({ stage }) => stage)

/**
 * Partial; `stages`, when given, replaces the list. Throws not_found, forbidden, stale, bad_request for foreign ids and
 * conflict for a stage that would go while deals are in it.
 */
export async function updatePipeline(
  actor: Actor,
  id: string,
  input: PipelineChanges,
  ifMatch?: SeenVersion,
): Promise<Pipeline> {
  return withTenant(actor, async (tx) => {
    const before = await lock(tx, actor, logged, id)
    allow(canEditPipelines(actor))
    const stagesBefore = await selectStages(tx, actor, id)
    requireVersion(ifMatch, assemble(before, stagesBefore))
    const changes = { ...valuesOf(pipelineEntity, input), ...(await organizationIn(tx, actor, input)) }
    const batchId = newBatchId()
    const stagesChanged =
      input.stages !== undefined &&
      (await replaceStages(
        tx,
        actor,
        { pipelineId: id, current: stagesBefore, batchId },
        input.stages,
        input.moveDealsTo,
      ))
    const after = await updateLogged(tx, actor, { ...logged, batchId }, before, changes, stagesChanged)
    return assemble(after ?? before, stagesChanged ? await selectStages(tx, actor, id) : stagesBefore)
  })
}

/** Takes its stages, deals and views with it; the log keeps all of them under one batch. Throws not_found, forbidden, stale. */
export async function deletePipeline(actor: Actor, id: string, ifMatch?: SeenVersion) {
  await withTenant(actor, async (tx) => {
    const pipeline = await lock(tx, actor, logged, id)
    allow(canEditPipelines(actor))
    // Locked stages take no new deals until this is through; then there is nothing left to refer to.
    const stages = await selectStages(tx, actor, id)
    requireVersion(ifMatch, assemble(pipeline, stages))
    const batchId = newBatchId()
    const inPipeline = (table: typeof deals | typeof pipelineStages | typeof views) =>
      and(eq(table.tenantId, actor.tenantId), eq(table.pipelineId, id))!
    await deleteLogged(tx, actor, { entity: 'deal', table: deals, where: inPipeline(deals), batchId })
    await deleteLogged(tx, actor, { ...loggedStage, where: inPipeline(pipelineStages), batchId })
    await deleteLogged(tx, actor, { entity: 'view', table: views, where: inPipeline(views), batchId })
    await deleteLogged(tx, actor, { ...logged, where: isOwn(pipelines, actor, id), batchId })
  })
}

const selectStages = (tx: Tx, actor: Actor, pipelineId: string) =>
  tx
    .select()
    .from(pipelineStages)
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.pipelineId, pipelineId)))
    .orderBy(asc(pipelineStages.index), asc(pipelineStages.id))
    .for('update')

const assemble = (pipeline: PipelineRow, stages: StageRow[]): Pipeline => ({
  ...toPipeline(pipeline),
  stages: stages.toSorted((a, b) => a.index - b.index).map(toStage),
})
