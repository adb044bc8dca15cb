import { eq } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { tenants } from '@/db/schema/tenants'
import type { Actor } from '../auth/actor'
import type { LostReasons } from './schema'

export const lostReasonColumns = { lostReasons: tenants.lostReasons, version: tenants.lostReasonsVersion }

export async function listLostReasons(actor: Actor): Promise<LostReasons> {
  const [tenant] = await forTenant(actor).select(lostReasonColumns).from(tenants).where(eq(tenants.id, actor.tenantId))
  return toLostReasons(tenant!)
}

export const toLostReasons = ({ lostReasons, version }: { lostReasons: string[]; version: number }): LostReasons => ({
  items: lostReasons,
  total: lostReasons.length,
  version,
})
