import { bigint, pgTable, text } from 'drizzle-orm/pg-core'

/** What was given out of the budget of a person or tenant, `key`, in its running window of a minute. */
export const budgets = pgTable('budgets', {
  key: text('key').primaryKey(),
  /** Minutes since 1970, shifted by the key so that not all windows begin at once. */
  window: bigint('window', { mode: 'number' }).notNull(),
  taken: bigint('taken', { mode: 'number' }).notNull(),
})
