export const permissions = [
  'VIEW_SALES_PIPELINES',
  'EDIT_SALES_PIPELINES',
  'ORG_CONTACT_VIEW',
  'ORG_CONTACT_EDIT',
  'CHANGE_ROLES_PERMISSIONS',
] as const

export type Permission = (typeof permissions)[number]

/** What a permission to edit needs beside it. */
export const viewing: { [Edit in Permission]?: Permission } = {
  EDIT_SALES_PIPELINES: 'VIEW_SALES_PIPELINES',
  ORG_CONTACT_EDIT: 'ORG_CONTACT_VIEW',
}

const looking: Permission[] = ['VIEW_SALES_PIPELINES', 'ORG_CONTACT_VIEW']
const selling: Permission[] = [...looking, 'EDIT_SALES_PIPELINES', 'ORG_CONTACT_EDIT']

/** What a new tenant's roles start with. From then on the rows in role_permissions decide. */
export const defaultRoles = {
  SUPER_ADMIN: [...permissions],
  ADMIN: [...permissions],
  MANAGER: selling,
  EMPLOYEE: selling,
  VIEWER: looking,
} satisfies Record<string, Permission[]>

export type RoleName = keyof typeof defaultRoles
