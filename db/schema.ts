import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  char,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { audited, created, moment, rankText, tenantKey, xid8 } from './columns'

// Login tables are global; everything below `tenants` starts its keys with tenant_id, so a foreign id cannot be stored.

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

/** What was given out of the budget of a person or tenant, `key`, in its running window of a minute. */
export const budgets = pgTable('budgets', {
  key: text('key').primaryKey(),
  /** Minutes since 1970, shifted by the key so that not all windows begin at once. */
  window: bigint('window', { mode: 'number' }).notNull(),
  taken: bigint('taken', { mode: 'number' }).notNull(),
})

export const tenants = pgTable('tenants', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  /** What is offered when a deal is lost, in this order; none means free text alone. */
  lostReasons: text('lost_reasons').array().notNull().default(sql`'{}'`),
  lostReasonsVersion: integer('lost_reasons_version').notNull().default(1),
  ...created,
})

export const organizations = pgTable(
  'organizations',
  {
    ...tenantKey,
    name: text('name').notNull(),
    /** ISO 4217; what a new pipeline starts with. */
    currency: char('currency', { length: 3 }).notNull().default('USD'),
    ...created,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'organizations_tenant_id', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'cascade',
    ),
  ],
)

export const roles = pgTable(
  'roles',
  { ...tenantKey, name: text('name').notNull(), version: integer('version').notNull().default(1) },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('roles_name').on(t.tenantId, t.name),
    foreignKey({ name: 'roles_tenant_id', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete('cascade'),
  ],
)

export const rolePermissions = pgTable(
  'role_permissions',
  {
    tenantId: uuid('tenant_id').notNull(),
    roleId: uuid('role_id').notNull(),
    permission: text('permission').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.roleId, t.permission] }),
    foreignKey({
      name: 'role_permissions_role_id',
      columns: [t.tenantId, t.roleId],
      foreignColumns: [roles.tenantId, roles.id],
    }).onDelete('cascade'),
  ],
)

/** A user in a tenant, with one role. Owners and authors of rows are members, so they cannot be strangers. */
export const memberships = pgTable(
  'memberships',
  {
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id),
    roleId: uuid('role_id').notNull(),
    defaultOrganizationId: uuid('default_organization_id').notNull(),
    ...created,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId] }),
    index('memberships_user_id').on(t.userId),
    foreignKey({ name: 'memberships_tenant_id', columns: [t.tenantId], foreignColumns: [tenants.id] }).onDelete(
      'cascade',
    ),
    foreignKey({
      name: 'memberships_role_id',
      columns: [t.tenantId, t.roleId],
      foreignColumns: [roles.tenantId, roles.id],
    }),
    foreignKey({
      name: 'memberships_default_organization_id',
      columns: [t.tenantId, t.defaultOrganizationId],
      foreignColumns: [organizations.tenantId, organizations.id],
    }),
  ],
)

export const contacts = pgTable(
  'contacts',
  {
    ...tenantKey,
    organizationId: uuid('organization_id').notNull(),
    name: text('name').notNull(),
    contactType: text('contact_type', { enum: ['CLIENT', 'CUSTOMER', 'LEAD', 'VENDOR', 'PARTNER'] })
      .notNull()
      .default('CLIENT'),
    primaryEmail: text('primary_email'),
    primaryPhone: text('primary_phone'),
    website: text('website'),
    notes: text('notes'),
    imageUrl: text('image_url'),
    /** Hours or money, as `budgetType` says. */
    budget: numeric('budget', { precision: 15, scale: 4, mode: 'number' }),
    budgetType: text('budget_type', { enum: ['hours', 'cost'] }),
    fiscalInformation: text('fiscal_information'),
    ...audited,
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index('contacts_created_at').on(t.tenantId, t.createdAt, t.id),
    foreignKey({
      name: 'contacts_organization_id',
      columns: [t.tenantId, t.organizationId],
      foreignColumns: [organizations.tenantId, organizations.id],
    }),
    foreignKey({
      name: 'contacts_created_by_user_id',
      columns: [t.tenantId, t.createdByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
    foreignKey({
      name: 'contacts_updated_by_user_id',
      columns: [t.tenantId, t.updatedByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
  ],
)

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
    foreignKey({
      name: 'pipelines_created_by_user_id',
      columns: [t.tenantId, t.createdByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
    foreignKey({
      name: 'pipelines_updated_by_user_id',
      columns: [t.tenantId, t.updatedByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
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
    requiredFields: text('required_fields', {
      enum: ['amount', 'expectedCloseDate', 'clientId', 'ownerId', 'probability', 'lostReason'],
    })
      .array()
      .notNull()
      .default(sql`'{}'`),
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
    foreignKey({
      name: 'pipeline_stages_created_by_user_id',
      columns: [t.tenantId, t.createdByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
    foreignKey({
      name: 'pipeline_stages_updated_by_user_id',
      columns: [t.tenantId, t.updatedByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
  ],
)

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
    foreignKey({
      name: 'views_created_by_user_id',
      columns: [t.tenantId, t.createdByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
    foreignKey({
      name: 'views_updated_by_user_id',
      columns: [t.tenantId, t.updatedByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
  ],
)

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
    foreignKey({
      name: 'deals_created_by_user_id',
      columns: [t.tenantId, t.createdByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
    foreignKey({
      name: 'deals_updated_by_user_id',
      columns: [t.tenantId, t.updatedByUserId],
      foreignColumns: [memberships.tenantId, memberships.userId],
    }),
  ],
)

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
    via: text('via', { enum: ['board', 'api', 'import', 'undo', 'agent', 'system'] }).notNull(),
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

export type PipelineRow = typeof pipelines.$inferSelect
export type StageRow = typeof pipelineStages.$inferSelect
export type DealRow = typeof deals.$inferSelect
export type ViewRow = typeof views.$inferSelect
export type ContactRow = typeof contacts.$inferSelect
export type ChangeRow = typeof changes.$inferSelect
