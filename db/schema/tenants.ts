import { sql } from 'drizzle-orm'
import { char, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { created, tenantKey } from '../columns'

// The keys of all that belongs to a tenant start with tenant_id, so a foreign id cannot be stored.

export const tenants = pgTable('tenants', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  /** What is offered when a deal is lost, in this order; none means free text alone. */
  lostReasons: text('lost_reasons').array().notNull().default(sql`'{}'`),
  lostReasonsVersion: integer('lost_reasons_version').notNull().default(1),
  ...created,
})

export const organizations = pgTable(
  'organizations',
  {
    ...tenantKey,
    name: text('name').notNull(),
    /** ISO 4217; what a new pipeline starts with. */
    currency: char('currency', { length: 3 }).notNull().default('USD'),
    ...created,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'organizations_tenant_id', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'cascade',
    ),
  ],
)
