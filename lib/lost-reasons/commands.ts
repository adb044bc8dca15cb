import { eq } from 'drizzle-orm'
import { withTenant } from '@/db/client'
import { tenants } from '@/db/schema'
import type { Actor } from '../auth'
import { append, difference } from '../changes'
import { allow } from '../errors'
import { canEditPipelines } from '../pipelines/policy'
import { toLostReasons } from './queries'
import type { LostReasonChanges, LostReasons } from './schema'

/** Deals that were lost already keep what was said of them. Throws forbidden. */
export async function setLostReasons(actor: Actor, { items }: LostReasonChanges): Promise<LostReasons> {
  allow(canEditPipelines(actor))
  const lostReasons = [...new Set(items)]
  return withTenant(actor, async (tx) => {
    const itself = eq(tenants.id, actor.tenantId)
    const [before] = await tx.select({ lostReasons: tenants.lostReasons }).from(tenants).where(itself).for('update')
    const { changed, ...log } = difference(before!, { lostReasons })
    if (changed.length) {
      await tx.update(tenants).set({ lostReasons }).where(itself)
      await append(tx, actor, { entity: 'tenant', entityId: actor.tenantId, action: 'updated', version: 1, ...log })
    }
    return toLostReasons(lostReasons)
  })
}
