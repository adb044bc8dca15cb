// Joined rows as nested answers. Literals with every name written out are several times faster than a loop over names.

/** @param {import('postgres').Row} row */
export const nestDeal = (row) => ({
  id: row.id,
  tenantId: row.tenantId,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  createdByUserId: row.createdByUserId,
  updatedByUserId: row.updatedByUserId,
  isArchived: row.isArchived,
  version: row.version,
  title: row.title,
  probability: row.probability,
  stageId: row.stageId,
  pipelineId: row.pipelineId,
  clientId: row.clientId,
  ownerId: row.ownerId,
  amount: row.amount,
  currency: row.currency,
  expectedCloseDate: row.expectedCloseDate,
  stageEnteredAt: row.stageEnteredAt,
  closedAt: row.closedAt,
  lostReason: row.lostReason,
  tags: row.tags,
  stage: stageOf(row),
  client: row.clientId && clientOf(row),
})

/** @param {any[]} rows one per stage */
export const nestPipeline = (rows) => ({
  id: rows[0].id,
  tenantId: rows[0].tenantId,
  createdAt: rows[0].createdAt,
  updatedAt: rows[0].updatedAt,
  createdByUserId: rows[0].createdByUserId,
  updatedByUserId: rows[0].updatedByUserId,
  isArchived: rows[0].isArchived,
  version: rows[0].version,
  name: rows[0].name,
  description: rows[0].description,
  isActive: rows[0].isActive,
  currency: rows[0].currency,
  organizationId: rows[0].organizationId,
  stages: rows.map(stageOf),
})

/** @param {import('postgres').Row} row */
const stageOf = (row) => ({
  id: row.s_id,
  tenantId: row.s_tenantId,
  createdAt: row.s_createdAt,
  updatedAt: row.s_updatedAt,
  createdByUserId: row.s_createdByUserId,
  updatedByUserId: row.s_updatedByUserId,
  isArchived: row.s_isArchived,
  version: row.s_version,
  name: row.s_name,
  index: row.s_index,
  description: row.s_description,
  pipelineId: row.s_pipelineId,
  kind: row.s_kind,
  probability: row.s_probability,
  rottingDays: row.s_rottingDays,
  color: row.s_color,
  requiredFields: row.s_requiredFields,
  wipLimit: row.s_wipLimit,
  wipAmount: row.s_wipAmount,
  wipIsHard: row.s_wipIsHard,
})

/** @param {import('postgres').Row} row */
const clientOf = (row) => ({
  id: row.c_id,
  tenantId: row.c_tenantId,
  createdAt: row.c_createdAt,
  updatedAt: row.c_updatedAt,
  createdByUserId: row.c_createdByUserId,
  updatedByUserId: row.c_updatedByUserId,
  isArchived: row.c_isArchived,
  version: row.c_version,
  name: row.c_name,
  contactType: row.c_contactType,
  primaryEmail: row.c_primaryEmail,
  primaryPhone: row.c_primaryPhone,
  website: row.c_website,
  notes: row.c_notes,
  organizationId: row.c_organizationId,
})
