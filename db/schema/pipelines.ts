import { sql } from 'drizzle-orm'
import {
  boolean,
  char,
  check,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { audited, tenantKey } from '../columns'
import { authors } from './members'
import { organizations } from './tenants'

export const pipelines = pgTable(
  'pipelines',
  {
    ...tenantKey,
    organizationId: uuid('organization_id').notNull(),
    name: text('name').notNull(),
    description: text('description'),
    isActive: boolean('is_active').notNull().default(true),
    currency: char('currency', { length: 3 }).notNull(),
    ...audited,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('pipelines_created_at').on(t.tenantId, t.createdAt, t.id),
    foreignKey({
      name: 'pipelines_organization_id',
      columns: [t.tenantId, t.organizationId],
      foreignColumns: [organizations.tenantId, organizations.id],
    }),
    ...authors('pipelines', t),
  ],
)

export const pipelineStages = pgTable(
  'pipeline_stages',
  {
    ...tenantKey,
    pipelineId: uuid('pipeline_id').notNull(),
    name: text('name').notNull(),
    index: integer('index').notNull(),
    description: text('description'),
    kind: text('kind', { enum: ['open', 'won', 'lost'] }).notNull(),
    /** Percent; what a deal in this stage is worth to the forecast when it has no probability of its own. */
    probability: smallint('probability'),
    rottingDays: integer('rotting_days'),
    color: text('color'),
    /** What a deal must have to come in. */
    requiredFields: text('required_fields').array().notNull().default(sql`'{}'`),
    wipLimit: integer('wip_limit'),
    /** Major units of the pipeline's currency, whichever that becomes. */
    wipAmount: numeric('wip_amount', { precision: 15, scale: 4, mode: 'number' }),
    /** Whether a deal that would pass a limit is refused; otherwise it is only shown. */
    wipIsHard: boolean('wip_is_hard').notNull().default(false),
    ...audited,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('pipeline_stages_in_pipeline').on(t.tenantId, t.pipelineId, t.id),
    index('pipeline_stages_index').on(t.tenantId, t.pipelineId, t.index),
    check('pipeline_stages_probability', sql`${t.probability} between 0 and 100`),
    foreignKey({
      name: 'pipeline_stages_pipeline_id',
      columns: [t.tenantId, t.pipelineId],
      foreignColumns: [pipelines.tenantId, pipelines.id],
    }),
    ...authors('pipeline_stages', t),
  ],
)

export type PipelineRow = typeof pipelines.$inferSelect
export type StageRow = typeof pipelineStages.$inferSelect
