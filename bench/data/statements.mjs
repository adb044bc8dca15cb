import { createHash } from 'node:crypto'
import { EPOCH, hex, KINDS } from './ids.mjs'
import { CONTACTS } from './shape.mjs'

/**
 * @typedef {import('postgres').Sql} Sql
 * @typedef {object} Input
 * @property {number} tenants
 * @property {number} members per tenant
 * @property {{ name: string, kind: string }[]} stages of every pipeline
 * @property {import('./shape.mjs').PipelineShape[]} pipelines
 * @property {{ name: string, permissions: string[] }[]} roles
 * @property {string[]} ranks ascending, for one stage
 * @property {string} passwordHash everybody's
 * @property {string[]} tokens bearer tokens of members of tenant 0
 */

const functions = (/** @type {Sql} */ sql) =>
  sql.unsafe(
    Object.entries(KINDS)
      .map(
        ([kind, number]) => `create function pg_temp.${kind}_id(number bigint) returns uuid language sql immutable as $$
          select (lpad(to_hex($1 + ${EPOCH}), 12, '0') || '7${hex(number)}8' || repeat('0', 15))::uuid $$;`,
      )
      .join('\n'),
  )

const shape = async (/** @type {Sql} */ sql, /** @type {Input} */ { pipelines }) => {
  await sql`create temp table shape as
    select tenant, pipeline, "firstDeal" as first_deal, deals
    from jsonb_to_recordset(${sql.json(pipelines)}) as x(tenant bigint, pipeline bigint, "firstDeal" bigint, deals bigint)`
  await sql`analyze shape`
}

const tenants = async (/** @type {Sql} */ sql, /** @type {Input} */ input) => {
  const { members, passwordHash } = input
  const last = input.tenants - 1
  await sql`insert into tenants (id, name)
    select pg_temp.tenant_id(t), 'Tenant ' || t from generate_series(0, ${last}::int) t`
  await sql`insert into organizations (tenant_id, id, name)
    select pg_temp.tenant_id(t), pg_temp.organization_id(t), 'Company ' || t from generate_series(0, ${last}::int) t`
  for (const [index, { name, permissions }] of input.roles.entries()) {
    await sql`insert into roles (tenant_id, id, name)
      select pg_temp.tenant_id(t), pg_temp.role_id(t * 10 + ${index}), ${name}
      from generate_series(0, ${last}::int) t`
    await sql`insert into role_permissions (tenant_id, role_id, permission)
      select pg_temp.tenant_id(t), pg_temp.role_id(t * 10 + ${index}), permission
      from generate_series(0, ${last}::int) t, unnest(${permissions}::text[]) permission`
  }
  const employee = input.roles.findIndex(({ name }) => name === 'EMPLOYEE')
  await sql`insert into users (id, email, first_name, last_name, password_hash)
    select pg_temp.user_id(t * ${members} + m), format('member%s@tenant%s.example', m, t), 'Member', m::text, ${passwordHash}
    from generate_series(0, ${last}::int) t, generate_series(0, ${members - 1}::int) m`
  await sql`insert into memberships (tenant_id, user_id, role_id, default_organization_id)
    select pg_temp.tenant_id(t), pg_temp.user_id(t * ${members} + m), pg_temp.role_id(t * 10 + ${employee}),
      pg_temp.organization_id(t)
    from generate_series(0, ${last}::int) t, generate_series(0, ${members - 1}::int) m`
  await sql`insert into contacts (tenant_id, id, organization_id, name, contact_type, primary_email, created_by_user_id, updated_by_user_id)
    select pg_temp.tenant_id(t), pg_temp.contact_id(t * ${CONTACTS} + c), pg_temp.organization_id(t), 'Customer ' || c,
      'CUSTOMER', format('customer%s@example.com', c), pg_temp.user_id(t * ${members}), pg_temp.user_id(t * ${members})
    from generate_series(0, ${last}::int) t, generate_series(0, ${CONTACTS - 1}::int) c`
}

const sessions = async (/** @type {Sql} */ sql, /** @type {Input} */ { tokens, members }) => {
  const hashes = tokens.map((token) => createHash('sha256').update(token).digest('hex'))
  await sql`insert into sessions (id, user_id, tenant_id, expires_at)
    select pg_temp.session_id(i), pg_temp.user_id(i % ${members}), pg_temp.tenant_id(0), now() + interval '30 days'
    from generate_series(0, ${tokens.length - 1}::int) i`
  await sql`insert into access_tokens (hash, session_id, expires_at)
    select hash, pg_temp.session_id(i - 1), now() + interval '30 days'
    from unnest(${hashes}::text[]) with ordinality as x(hash, i)`
}

const pipelines = async (/** @type {Sql} */ sql, /** @type {Input} */ { stages, members }) => {
  await sql`insert into pipelines (tenant_id, id, organization_id, name, currency, created_by_user_id, updated_by_user_id, created_at)
    select pg_temp.tenant_id(tenant), pg_temp.pipeline_id(pipeline), pg_temp.organization_id(tenant), 'Pipeline ' || pipeline,
      'USD', pg_temp.user_id(tenant * ${members}), pg_temp.user_id(tenant * ${members}), now() - interval '800 days'
    from shape`
  await sql`insert into pipeline_stages (tenant_id, id, pipeline_id, name, index, kind, created_by_user_id, updated_by_user_id)
    select pg_temp.tenant_id(tenant), pg_temp.stage_id(pipeline * ${stages.length} + i - 1), pg_temp.pipeline_id(pipeline),
      name, i - 1, kind, pg_temp.user_id(tenant * ${members}), pg_temp.user_id(tenant * ${members})
    from shape, unnest(${stages.map((s) => s.name)}::text[], ${stages.map((s) => s.kind)}::text[])
      with ordinality as x(name, kind, i)`
}

/** Those at the places of a pipeline go to its stages in turns, each below the one before it. */
const deals = (/** @type {Sql} */ sql, /** @type {Input} */ { stages, ranks, members }) => sql`
  insert into deals (tenant_id, id, pipeline_id, stage_id, rank, title, probability, amount_minor, currency,
    expected_close_on, owner_id, client_id, stage_entered_at, closed_at, created_at, updated_at, created_by_user_id, updated_by_user_id)
  select pg_temp.tenant_id(tenant), pg_temp.deal_id(first_deal + i), pg_temp.pipeline_id(pipeline),
    pg_temp.stage_id(pipeline * ${stages.length} + i % ${stages.length}), (${ranks}::text[])[i / ${stages.length} + 1],
    format('Service contract %s for site %s', first_deal + i, i % 97), (i * 7 % 101)::int, 100000 + (i * 7919 % 9000000), 'USD',
    current_date + (i % 90)::int, pg_temp.user_id(tenant * ${members} + i % ${members}),
    pg_temp.contact_id(tenant * ${CONTACTS} + i % ${CONTACTS}), at,
    case when (${stages.map(({ kind }) => kind)}::text[])[i % ${stages.length} + 1] <> 'open' then at end, at, at,
    pg_temp.user_id(tenant * ${members} + i % ${members}), pg_temp.user_id(tenant * ${members} + i % ${members})
  from shape, generate_series(0, shape.deals - 1) i,
    lateral (select date_trunc('milliseconds', now() - interval '700 days' * (1 - (first_deal + i) / 2e6)) as at) x`

const changes = (/** @type {Sql} */ sql) => sql`
  insert into changes (tenant_id, at, actor_id, via, entity, entity_id, pipeline_id, action, version, after, stage_to)
  select tenant_id, created_at, created_by_user_id, 'api', 'deal', id, pipeline_id, 'created', version,
    jsonb_build_object('tenantId', tenant_id, 'id', id, 'pipelineId', pipeline_id, 'stageId', stage_id, 'rank', rank,
      'title', title, 'probability', probability, 'amountMinor', amount_minor, 'currency', currency,
      'expectedCloseOn', expected_close_on, 'ownerId', owner_id, 'clientId', client_id, 'stageEnteredAt', stage_entered_at,
      'closedAt', closed_at, 'lostReason', lost_reason, 'tags', tags, 'isArchived', is_archived, 'createdAt', created_at,
      'updatedAt', updated_at, 'createdByUserId', created_by_user_id, 'updatedByUserId', updated_by_user_id,
      'version', version),
    stage_id
  from deals`

export const statements = {
  settingUp: [functions, shape, tenants, sessions, pipelines],
  filling: [deals, changes],
}
