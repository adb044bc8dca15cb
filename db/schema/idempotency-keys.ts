import { index, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { created } from '../columns'

/** Answers of writes that were sent with an Idempotency-Key, for a day. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of method, address and body. */
    request: text('request').notNull(),
    /** Null only inside of the transaction that writes. */
    status: smallint('status'),
    etag: text('etag'),
    body: text('body'),
    ...created,
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId, t.key] }), index('idempotency_keys_created_at').on(t.createdAt)],
)
