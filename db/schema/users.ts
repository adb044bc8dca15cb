import { pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { created } from '../columns'

export const users = pgTable('users', {
  id: uuid('id').primaryKey(),
  /** NFKC, trimmed and lower-case: the form that is unique. */
  email: text('email').notNull().unique(),
  firstName: text('first_name'),
  lastName: text('last_name'),
  imageUrl: text('image_url'),
  preferredLanguage: text('preferred_language'),
  passwordHash: text('password_hash').notNull(),
  ...created,
})
