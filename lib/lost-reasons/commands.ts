import { eq } from 'drizzle-orm'
import { withTenant } from '@/db/client'
import { tenants } from '@/db/schema'
import type { Actor } from '../auth/actor'
import { allow, requireVersion, type SeenVersion } from '../errors'
import { append, difference } from '../log/changes'
import { canEditPipelines } from '../pipelines/policy'
import { lostReasonColumns, toLostReasons } from './queries'
import type { LostReasonChanges, LostReasons } from './schema'

/**
 * Deals that were lost already keep what was said of them. Throws forbidden, and stale when `ifMatch` is not the version
 * of the list.
 */
export async function setLostReasons(
  actor: Actor,
  { items }: LostReasonChanges,
  ifMatch?: SeenVersion,
): Promise<LostReasons> {
  allow(canEditPipelines(actor))
  const lostReasons = [...new Set(items)]
  return withTenant(actor, async (tx) => {
    const itself = eq(tenants.id, actor.tenantId)
    const [held] = await tx.select(lostReasonColumns).from(tenants).where(itself).for('update')
    const { version: before, ...reasons } = held!
    requireVersion(ifMatch, toLostReasons(held!))
    const { changed, ...log } = difference(reasons, { lostReasons })
    if (!changed.length) return toLostReasons(held!)
    const version = before + 1
    await tx.update(tenants).set({ lostReasons, lostReasonsVersion: version }).where(itself)
    await append(tx, actor, { entity: 'tenant', entityId: actor.tenantId, action: 'updated', version, ...log })
    return toLostReasons({ lostReasons, version })
  })
}
