import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { moment, xid8 } from '../columns'

/**
 * The log: one row per change, written in the transaction that makes the change. It outlives what it speaks of, so it
 * has no foreign keys. `seq` orders rows within a transaction only; readers go by moments, see lib/log/cursor.ts.
 */
export const changes = pgTable(
  'changes',
  {
    tenantId: uuid('tenant_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    xid: xid8('xid').notNull().default(sql`pg_current_xact_id()`),
    at: moment('at').notNull().default(sql`now()`),
    actorId: uuid('actor_id'),
    via: text('via', { enum: ['board', 'api', 'import', 'undo', 'redo', 'agent', 'system'] }).notNull(),
    entity: text('entity', {
      enum: ['pipeline', 'stage', 'deal', 'contact', 'role', 'membership', 'tenant', 'view'],
    }).notNull(),
    entityId: uuid('entity_id').notNull(),
    pipelineId: uuid('pipeline_id'),
    action: text('action', { enum: ['created', 'updated', 'moved', 'deleted'] }).notNull(),
    /** The version the entity has after this change; the last one it had when it was deleted. */
    version: integer('version').notNull(),
    /** Field values before and after, of the changed fields only; the whole row for `deleted` and `created`. */
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>(),
    stageFrom: uuid('stage_from'),
    stageTo: uuid('stage_to'),
    /** Shared by the rows of one bulk change. */
    batchId: uuid('batch_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.seq] }),
    index('changes_feed').on(t.tenantId, t.xid, t.seq),
    index('changes_entity').on(t.tenantId, t.entityId, t.seq),
    index('changes_batch').on(t.tenantId, t.batchId).where(sql`${t.batchId} is not null`),
  ],
)

export type ChangeRow = typeof changes.$inferSelect
