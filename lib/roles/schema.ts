import * as z from 'zod'
import { permissions } from '../auth/permissions'
import { version, writable } from '../values/formats'

const Permission = z.enum(permissions, `must be one of ${permissions.join(', ')}`).meta({ id: 'Permission' })

export type Role = z.infer<typeof Role>
export const Role = z
  .object({
    id: z.guid(),
    name: z.string(),
    tenantId: z.guid(),
    permissions: z.array(Permission),
    version,
  })
  .meta({ id: 'Role' })

export const RoleList = z.object({ items: z.array(Role), total: z.int() }).meta({ id: 'RoleList' })

export type RoleChanges = z.output<typeof RoleChanges>
export const RoleChanges = writable({ permissions: z.array(Permission).max(permissions.length) }, [
  'id',
  'name',
  'tenantId',
  'version',
]).meta({ id: 'RoleChanges', examples: [{ permissions: ['VIEW_SALES_PIPELINES', 'ORG_CONTACT_VIEW'] }] })
