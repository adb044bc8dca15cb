import { eq } from 'drizzle-orm'
import { withTenant } from '@/db/client'
import { tenants } from '@/db/schema/tenants'
import type { Actor } from '../auth/actor'
import { allow, requireVersion, type SeenVersion } from '../errors'
import { append, difference } from '../log/changes'
import { canEditPipelines } from '../pipelines/policy'
import { lostReasonColumns, toLostReasons } from './queries'
import type { LostReasonChanges, LostReasons } from './schema'

/** Throws forbidden, and stale when `ifMatch` is not the version of the list. Lost deals keep their reason. */
export async function setLostReasons(
  actor: Actor,
  { items }: LostReasonChanges,
  ifMatch?: SeenVersion,
): Promise<LostReasons> {
  allow(canEditPipelines(actor))
  const lostReasons = [...new Set(items)]
  return withTenant(actor, async (tx) => {
    const ofTenant = eq(tenants.id, actor.tenantId)
    const [current] = await tx.select(lostReasonColumns).from(tenants).where(ofTenant).for('update')
    const { version: before, ...reasons } = current!
    requireVersion(ifMatch, toLostReasons(current!))
    const { changed, ...log } = difference(reasons, { lostReasons })
    if (!changed.length) return toLostReasons(current!)
    const version = before + 1
    await tx.update(tenants).set({ lostReasons, lostReasonsVersion: version }).where(ofTenant)
    await append(tx, actor, { entity: 'tenant', entityId: actor.tenantId, action: 'updated', version, ...log })
    return toLostReasons({ lostReasons, version })
  })
}
