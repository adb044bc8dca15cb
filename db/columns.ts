import { type SQLWrapper, sql } from 'drizzle-orm'
import { boolean, customType, integer, uuid } from 'drizzle-orm/pg-core'

/** Text that sorts by code unit whatever the database's locale: fractional keys order wrongly under any other collation. */
export const rankText = customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' })

/** The 64-bit transaction id PostgreSQL never wraps, kept as text because it does not fit a JavaScript number. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' })

export const moment = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: toIso,
})

/**
 * Value for a moment column that PostgreSQL reads as now(), the start of the writing transaction:
 * https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-SPECIAL-VALUES
 */
export const NOW = 'now'

/** ISO text of PostgreSQL's UTC text, 2026-01-31 12:00:00.5+00, without a Date, which would cost more. */
export function toIso(text: string) {
  if (text.length === 26 && text.endsWith('+00')) return `${text.slice(0, 10)}T${text.slice(11, 23)}Z`
  if (!text.endsWith('+00')) return new Date(text).toISOString()
  return `${text.slice(0, 10)}T${text.slice(11, 19)}${(text.slice(19, -3) || '.').padEnd(4, '0')}Z`
}

const now = sql`now()`

/** Key columns of every row that belongs to a tenant; the primary key is (tenant_id, id). */
export const tenantKey = {
  tenantId: uuid('tenant_id').notNull(),
  id: uuid('id').notNull(),
}

export const created = { createdAt: moment('created_at').notNull().default(now) }

/** Columns of every entity of the API; `version` grows by one per write. */
export const audited = {
  isArchived: boolean('is_archived').notNull().default(false),
  ...created,
  updatedAt: moment('updated_at').notNull().default(now),
  createdByUserId: uuid('created_by_user_id'),
  updatedByUserId: uuid('updated_by_user_id'),
  version: integer('version').notNull().default(1),
}

/** A text as searches compare it: folded, and with blanks around it, between which its words stand. */
export const searchable = (column: SQLWrapper) => sql`(' ' || fold(${column}) || ' ')`

/** Column of an index that finds parts of a text. */
export const searched = (column: SQLWrapper) => sql`${searchable(column)} gin_trgm_ops`

/** Kilobytes that an index for searches collects before it sorts them in, all of which every search reads. */
export const pendingList = { gin_pending_list_limit: 256 }
