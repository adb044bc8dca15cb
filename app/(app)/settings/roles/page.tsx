import type { Metadata } from 'next'
import { RoleTable } from '@/components/roles/role-table'
import { PageHeader } from '@/components/shell/page-header'
import { requirePageActor } from '@/lib/auth/page-actor'
import { listRoles } from '@/lib/roles/queries'

export const metadata: Metadata = { title: 'Roles' }

export default async function RolesPage() {
  const actor = await requirePageActor('CHANGE_ROLES_PERMISSIONS')
  return (
    <>
      <PageHeader title="Roles" />
      <RoleTable roles={await listRoles(actor)} />
    </>
  )
}
