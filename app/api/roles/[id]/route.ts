import { methods, route } from '@/lib/http/route'
import { setRolePermissions } from '@/lib/roles/commands'
import { Role, RoleChanges } from '@/lib/roles/schema'
import { Id } from '@/lib/values/formats'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PUT: route(
    {
      operationId: 'updateRole',
      summary: 'Set the permissions of a role, from the next request on',
      permission: 'CHANGE_ROLES_PERMISSIONS',
      params: Id,
      body: RoleChanges,
      answer: Role,
      errors: ['stale', 'rule_refused'],
    },
    (actor, { params, body, ifMatch }) => setRolePermissions(actor, params.id, body, ifMatch),
  ),
})
