import { sql } from 'drizzle-orm'
import {
  bigint,
  char,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { audited, moment, pendingList, rankText, searched, tenantKey } from '../columns'
import { contacts } from './contacts'
import { authors, memberships } from './members'
import { pipelineStages } from './pipelines'

export const deals = pgTable(
  'deals',
  {
    ...tenantKey,
    pipelineId: uuid('pipeline_id').notNull(),
    stageId: uuid('stage_id').notNull(),
    /** Fractional key of the place in the column; ties are broken by id. Made by the server only. */
    rank: rankText('rank').notNull(),
    title: text('title').notNull(),
    /** Percent. */
    probability: smallint('probability'),
    /** Minor units of `currency` (cents), at most 15 digits, so exact as a JavaScript number. */
    amountMinor: bigint('amount_minor', { mode: 'number' }),
    currency: char('currency', { length: 3 }).notNull(),
    expectedCloseOn: date('expected_close_on', { mode: 'string' }),
    ownerId: uuid('owner_id'),
    clientId: uuid('client_id'),
    stageEnteredAt: moment('stage_entered_at').notNull().default(sql`now()`),
    /** Set while the deal is in a won or lost stage. */
    closedAt: moment('closed_at'),
    lostReason: text('lost_reason'),
    nextStep: text('next_step'),
    description: text('description'),
    source: text('source'),
    tags: text('tags').array().notNull().default(sql`'{}'`),
    ...audited,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('deals_board').on(t.tenantId, t.stageId, t.rank, t.id),
    index('deals_pipeline').on(t.tenantId, t.pipelineId, t.stageId, t.currency, t.amountMinor),
    index('deals_created_at').on(t.tenantId, t.createdAt, t.id),
    index('deals_stage_created_at').on(t.tenantId, t.stageId, t.createdAt, t.id),
    index('deals_client').on(t.tenantId, t.clientId),
    index('deals_owner').on(t.tenantId, t.ownerId),
    index('deals_tagged').on(t.tenantId).where(sql`${t.tags} <> '{}'`),
    index('deals_words').using('gin', t.tenantId, searched(t.title)).with(pendingList),
    check('deals_probability', sql`${t.probability} between 0 and 100`),
    check('deals_amount_minor', sql`${t.amountMinor} between 0 and 999999999999999`),
    foreignKey({
      name: 'deals_stage_id',
      columns: [t.tenantId, t.pipelineId, t.stageId],
      foreignColumns: [pipelineStages.tenantId, pipelineStages.pipelineId, pipelineStages.id],
    }),
    foreignKey({
      name: 'deals_client_id',
      columns: [t.tenantId, t.clientId],
      foreignColumns: [contacts.tenantId, contacts.id],
    }),
    foreignKey({
      name: 'deals_owner_id',
      columns: [t.tenantId, t.ownerId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
    ...authors('deals', t),
  ],
)

export type DealRow = typeof deals.$inferSelect
