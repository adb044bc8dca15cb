import { type AnyPgColumn, foreignKey, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { created } from '../columns'
import { roles } from './roles'
import { organizations, tenants } from './tenants'
import { users } from './users'

/** A user in a tenant, with one role. Owners and authors of rows are members, so they cannot be strangers. */
export const memberships = pgTable(
  'memberships',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    roleId: uuid('role_id').notNull(),
    defaultOrganizationId: uuid('default_organization_id').notNull(),
    ...created,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    index('memberships_user_id').on(t.userId),
    foreignKey({ name: 'memberships_tenant_id', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'cascade',
    ),
    foreignKey({
      name: 'memberships_role_id',
      columns: [t.tenantId, t.roleId],
      foreignColumns: [roles.tenantId, roles.id],
    }),
    foreignKey({
      name: 'memberships_default_organization_id',
      columns: [t.tenantId, t.defaultOrganizationId],
      foreignColumns: [organizations.tenantId, organizations.id],
    }),
  ],
)

type Authored = { tenantId: AnyPgColumn; createdByUserId: AnyPgColumn; updatedByUserId: AnyPgColumn }

/** Foreign keys of the columns that say which member created a row and who changed it last. */
export const authors = (table: string, { tenantId, createdByUserId, updatedByUserId }: Authored) => {
  const foreignColumns: [AnyPgColumn, AnyPgColumn] = [memberships.tenantId, memberships.userId]
  return [
    foreignKey({ name: `${table}_created_by_user_id`, columns: [tenantId, createdByUserId], foreignColumns }),
    foreignKey({ name: `${table}_updated_by_user_id`, columns: [tenantId, updatedByUserId], foreignColumns }),
  ]
}
