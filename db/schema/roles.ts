import { foreignKey, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { tenantKey } from '../columns'
import { tenants } from './tenants'

export const roles = pgTable(
  'roles',
  { ...tenantKey, name: text('name').notNull(), version: integer('version').notNull().default(1) },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('roles_name').on(t.tenantId, t.name),
    foreignKey({ name: 'roles_tenant_id', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete('cascade'),
  ],
)

export const rolePermissions = pgTable(
  'role_permissions',
  {
    tenantId: uuid('tenant_id').notNull(),
    roleId: uuid('role_id').notNull(),
    permission: text('permission').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.roleId, t.permission] }),
    foreignKey({
      name: 'role_permissions_role_id',
      columns: [t.tenantId, t.roleId],
      foreignColumns: [roles.tenantId, roles.id],
    }).onDelete('cascade'),
  ],
)
