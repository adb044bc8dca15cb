import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { audited, tenantKey } from '../columns'
import { authors, memberships } from './members'
import { pipelines } from './pipelines'

/** A board as somebody has shaped and filtered it. Its owner's alone, or shared with the tenant. */
export const views = pgTable(
  'views',
  {
    ...tenantKey,
    pipelineId: uuid('pipeline_id').notNull(),
    ownerId: uuid('owner_id').notNull(),
    name: text('name').notNull(),
    /** The query of the board's address, without a question mark. */
    query: text('query').notNull(),
    isShared: boolean('is_shared').notNull(),
    /** What the board opens with: a private view for its owner, a shared one for those without one of their own. */
    isDefault: boolean('is_default').notNull(),
    ...audited,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('views_pipeline').on(t.tenantId, t.pipelineId),
    uniqueIndex('views_own_default')
      .on(t.tenantId, t.pipelineId, t.ownerId)
      .where(sql`${t.isDefault} and not ${t.isShared}`),
    uniqueIndex('views_shared_default').on(t.tenantId, t.pipelineId).where(sql`${t.isDefault} and ${t.isShared}`),
    foreignKey({
      name: 'views_pipeline_id',
      columns: [t.tenantId, t.pipelineId],
      foreignColumns: [pipelines.tenantId, pipelines.id],
    }),
    foreignKey({
      name: 'views_owner_id',
      columns: [t.tenantId, t.ownerId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
    ...authors('views', t),
  ],
)

export type ViewRow = typeof views.$inferSelect
