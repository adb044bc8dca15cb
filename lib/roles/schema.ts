import * as z from 'zod'
import { permissions } from '../auth/permissions'
import { version, writable } from '../values/formats'

export type Role = z.infer<typeof Role>
export const Role = z.object({
  id: z.guid(),
  name: z.string(),
  tenantId: z.guid(),
  permissions: z.array(z.enum(permissions)),
  version,
})

export const RoleList = z.object({ items: z.array(Role), total: z.int() })

export type RoleChanges = z.output<typeof RoleChanges>
export const RoleChanges = writable(
  { permissions: z.array(z.enum(permissions, `must be one of ${permissions.join(', ')}`)).max(permissions.length) },
  ['id', 'name', 'tenantId', 'version'],
)
