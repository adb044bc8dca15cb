const audited = (/** @type {string} */ t, as = '') => `
  ${t}.id as "${as}id", ${t}.tenant_id as "${as}tenantId", ${t}.created_at as "${as}createdAt",
  ${t}.updated_at as "${as}updatedAt", ${t}.created_by_user_id as "${as}createdByUserId",
  ${t}.updated_by_user_id as "${as}updatedByUserId", ${t}.is_archived as "${as}isArchived", ${t}.version as "${as}version"`

export const dealColumns = `${audited('d')},
  d.title, d.probability, d.stage_id as "stageId", d.pipeline_id as "pipelineId", d.client_id as "clientId",
  d.owner_id as "ownerId", d.amount_minor::float8 / 100 as amount, d.currency,
  d.expected_close_on::text as "expectedCloseDate", d.stage_entered_at as "stageEnteredAt", d.closed_at as "closedAt",
  d.lost_reason as "lostReason", d.tags`

export const pipelineColumns = `${audited('p')},
  p.name, p.description, p.is_active as "isActive", p.currency, p.organization_id as "organizationId"`

export const stageColumns = `${audited('s', 's_')},
  s.name as s_name, s.index as s_index, s.description as s_description, s.pipeline_id as "s_pipelineId", s.kind as s_kind,
  s.probability as s_probability, s.rotting_days as "s_rottingDays", s.color as s_color, s.wip_limit as "s_wipLimit",
  s.required_fields as "s_requiredFields", s.wip_amount::float8 as "s_wipAmount", s.wip_is_hard as "s_wipIsHard"`

export const clientColumns = `${audited('c', 'c_')},
  c.name as c_name, c.contact_type as "c_contactType", c.primary_email as "c_primaryEmail",
  c.primary_phone as "c_primaryPhone", c.website as c_website, c.notes as c_notes, c.organization_id as "c_organizationId"`
