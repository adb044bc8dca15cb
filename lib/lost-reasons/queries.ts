import { eq } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { tenants } from '@/db/schema'
import type { Actor } from '../auth'
import type { LostReasons } from './schema'

export async function listLostReasons(actor: Actor): Promise<LostReasons> {
  const [tenant] = await forTenant(actor)
    .select({ items: tenants.lostReasons })
    .from(tenants)
    .where(eq(tenants.id, actor.tenantId))
  return toLostReasons(tenant!.items)
}

export const toLostReasons = (items: string[]): LostReasons => ({ items, total: items.length })
