import { and, eq } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { deals } from '@/db/schema/deals'
import { isOwn } from '@/lib/rows/sql'
import type { Actor } from '../auth/actor'
import { canEditDeals } from '../deals/policy'
import { allow, badField } from '../errors'
import { requirePipeline } from '../pipelines/queries'
import { hold } from './attend'
import type { Hold } from './schema'

/**
 * Shows the others at the board which deal somebody has in hand; nothing is written, logged or locked. Throws
 * forbidden, not_found for the pipeline, and bad_request for a deal of another one.
 */
export async function holdDeal(actor: Actor, pipelineId: string, { holds }: Hold) {
  allow(canEditDeals(actor))
  await requirePipeline(actor, pipelineId)
  if (holds) await requireDealOf(actor, pipelineId, holds)
  await hold({ tenantId: actor.tenantId, pipelineId, userId: actor.userId }, holds)
}

async function requireDealOf(actor: Actor, pipelineId: string, id: string) {
  const [row] = await forTenant(actor)
    .select({ id: deals.id })
    .from(deals)
    .where(and(isOwn(deals, actor, id), eq(deals.pipelineId, pipelineId)))
  if (!row) throw badField('holds', 'must be a deal of this pipeline')
}
