import { index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { created, moment } from '../columns'
import { users } from './users'

/** A sign-in, by browser or by API. Deleting the row ends the cookie and every token made from it at once. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    tenantId: uuid('tenant_id').notNull(),
    ...created,
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('sessions_user_id').on(t.userId)],
)

/** SHA-256 of a bearer token; the token itself is shown once and kept nowhere. */
export const accessTokens = pgTable(
  'access_tokens',
  {
    hash: text('hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('access_tokens_session_id').on(t.sessionId)],
)

/** `usedAt` is set by the rotation; presenting a used one again ends its session. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    hash: text('hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  (t) => [index('refresh_tokens_session_id').on(t.sessionId)],
)

/** Failed sign-ins per account and per address within a window. */
export const loginAttempts = pgTable('login_attempts', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  windowEndsAt: moment('window_ends_at').notNull(),
})
