'use client'

import { useState } from 'react'
import { api, asApiError } from '@/components/api'
import { roleName } from '@/components/shell/role-name'
import type { Permission } from '@/lib/auth/permissions'
import type { Role } from '@/lib/roles/schema'
import { toast } from '../ui/overlays/toast'

const words: Record<Permission, string> = {
  VIEW_SALES_PIPELINES: 'See pipelines and deals',
  EDIT_SALES_PIPELINES: 'Change pipelines and deals',
  ORG_CONTACT_VIEW: 'See contacts',
  ORG_CONTACT_EDIT: 'Change contacts',
  CHANGE_ROLES_PERMISSIONS: 'Change what roles may do',
}

const CHANGED = 'Somebody changed what this role may do meanwhile. It is shown as it is now.'

/** The rights of each role; a change is saved at once. */
export function RoleTable({ roles }: { roles: Role[] }) {
  const [current, setCurrent] = useState(roles)
  const [saving, setSaving] = useState(false)

  async function set(role: Role, permission: Permission, granted: boolean) {
    if (saving) return
    const others = role.permissions.filter((other) => other !== permission)
    const permissions = granted ? [...others, permission] : others
    const show = (shown: Role) => setCurrent((all) => all.map((one) => (one.id === role.id ? shown : one)))
    show({ ...role, permissions })
    setSaving(true)
    try {
      const path = `/api/roles/${role.id}`
      show(await api<Role>(path, { method: 'PUT', body: { permissions }, ifMatch: role.version }))
    } catch (error) {
      const { detail, status, current } = asApiError(error)
      show(status === 412 ? (current as Role) : role)
      toast('That was not saved', { tone: 'error', description: status === 412 ? CHANGED : detail })
    } finally {
      setSaving(false)
    }
  }

  return (
    <div className="w-full max-w-4xl overflow-x-auto px-4 py-5 sm:px-6">
      <table aria-busy={saving} className="w-full overflow-clip rounded-lg border border-border bg-surface text-left">
        <thead className="border-b border-border text-xs text-muted">
          <tr>
            <th scope="col" className="px-4 py-2 font-medium">
              May
            </th>
            {current.map((role) => (
              <th key={role.id} scope="col" className="px-3 py-2 text-center font-medium whitespace-nowrap">
                {roleName(role.name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-border">
          {(Object.keys(words) as Permission[]).map((permission) => (
            <tr key={permission}>
              <th scope="row" className="px-4 py-2 font-normal">
                {words[permission]}
              </th>
              {current.map((role) => (
                <td key={role.id} className="p-0 text-center">
                  <label className="inline-flex size-11 cursor-pointer items-center justify-center">
                    <span className="sr-only">{`${roleName(role.name)}: ${words[permission].toLowerCase()}`}</span>
                    <input
                      type="checkbox"
                      className="size-4 accent-accent"
                      checked={role.permissions.includes(permission)}
                      onChange={(event) => set(role, permission, event.target.checked)}
                    />
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
