import { boolean, customType, integer, timestamp, uuid } from 'drizzle-orm/pg-core'

/** Text that sorts by code unit whatever the database's locale: fractional keys order wrongly under any other collation. */
export const rankText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })

/** The 64-bit transaction id PostgreSQL never wraps, kept as text because it does not fit a JavaScript number. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

/** Key columns of every row that belongs to a tenant; the primary key is (tenant_id, id). */
export const tenantKey = {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id').notNull(),
}

export const created = { createdAt: moment('created_at').notNull().defaultNow() }

/** What every entity of the API carries besides its own fields. `version` grows by one per write. */
export const audited = {
  isArchived: boolean('is_archived').notNull().default(false),
  ...created,
  updatedAt: moment('updated_at').notNull().defaultNow(),
  createdByUserId: uuid('created_by_user_id'),
  updatedByUserId: uuid('updated_by_user_id'),
  version: integer('version').notNull().default(1),
}
