export const permissions = [
  'VIEW_SALES_PIPELINES',
  'EDIT_SALES_PIPELINES',
  'ORG_CONTACT_VIEW',
  'ORG_CONTACT_EDIT',
  'CHANGE_ROLES_PERMISSIONS',
] as const

export type Permission = (typeof permissions)[number]

/** The permission to view that each permission to edit needs as well. */
export const viewPermissionOf: { [Edit in Permission]?: Permission } = {
  EDIT_SALES_PIPELINES: 'VIEW_SALES_PIPELINES',
  ORG_CONTACT_EDIT: 'ORG_CONTACT_VIEW',
}

const viewerPermissions: Permission[] = ['VIEW_SALES_PIPELINES', 'ORG_CONTACT_VIEW']
const sellerPermissions: Permission[] = [...viewerPermissions, 'EDIT_SALES_PIPELINES', 'ORG_CONTACT_EDIT']

/** Permissions of a new tenant's roles; from then on the rows in role_permissions decide. */
export const defaultRoles = {
  SUPER_ADMIN: [...permissions],
  ADMIN: [...permissions],
  MANAGER: sellerPermissions,
  EMPLOYEE: sellerPermissions,
  VIEWER: viewerPermissions,
} satisfies Record<string, Permission[]>

export type RoleName = keyof typeof defaultRoles
