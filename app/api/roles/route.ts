import { methods, route } from '@/lib/http/route'
import { listRoles } from '@/lib/roles/queries'
import { RoleList } from '@/lib/roles/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(
    {
      operationId: 'listRoles',
      summary: 'List roles with their permissions',
      permission: 'CHANGE_ROLES_PERMISSIONS',
      answer: RoleList,
    },
    async (actor) => {
      const items = await listRoles(actor)
      return { items, total: items.length }
    },
  ),
})
