import type { ContactRow } from '@/db/schema/contacts'
import type { DealRow } from '@/db/schema/deals'
import type { PipelineRow, StageRow } from '@/db/schema/pipelines'
import type { ViewRow } from '@/db/schema/views'
import { isRequirable } from '../fields/deal'
import { columnOf, type Fields } from '../fields/field'
import type { Answers } from '../fields/schemas'
import type { Person } from '../values/formats'
import { fullName } from '../values/full-name'
import { amountOf } from '../values/money'

// Rows of the database as entities of the API. Field by field, because spreading an object costs ten times as much.

/** Makes what a row is in the API of its noun's fields. */
export function entityOf<F extends Fields>(fields: F) {
  const parts = [
    ...auditedNames.map((name) => ({ name, column: name, isMoney: false })),
    ...Object.entries(fields).map(([name, { kind }]) => ({
      name,
      column: columnOf(fields, name),
      isMoney: kind === 'money',
    })),
  ]
  // Values put into a copy of a complete object are written as JSON in half the time of those that make it grow.
  const blank: Record<string, unknown> = Object.fromEntries(parts.map(({ name }) => [name, null]))
  return (row: AuditedRow & { currency: string }) => {
    const values: Record<string, unknown> = row
    const entity = { ...blank }
    for (const { name, column, isMoney } of parts) {
      const value = values[column]
      entity[name] = isMoney ? amountOf(value as number | null, row.currency) : value
    }
    return entity as AuditedRow & Answers<F>
  }
}

const auditedNames = [
  'id',
  'tenantId',
  'createdAt',
  'updatedAt',
  'createdByUserId',
  'updatedByUserId',
  'isArchived',
  'version',
] as const
type AuditedRow = Pick<DealRow, (typeof auditedNames)[number]>

const toAudited = (row: AuditedRow) => ({
  id: row.id,
  tenantId: row.tenantId,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  createdByUserId: row.createdByUserId,
  updatedByUserId: row.updatedByUserId,
  isArchived: row.isArchived,
  version: row.version,
})

export const toStage = (row: StageRow) =>
  Object.assign(toAudited(row), {
    name: row.name,
    index: row.index,
    description: row.description,
    pipelineId: row.pipelineId,
    kind: row.kind,
    probability: row.probability,
    rottingDays: row.rottingDays,
    color: row.color,
    requiredFields: row.requiredFields.filter(isRequirable),
    wipLimit: row.wipLimit,
    wipAmount: row.wipAmount,
    wipIsHard: row.wipIsHard,
  })

export const toPipeline = (row: PipelineRow) =>
  Object.assign(toAudited(row), {
    name: row.name,
    description: row.description,
    isActive: row.isActive,
    currency: row.currency,
    organizationId: row.organizationId,
  })

export const toContact = (row: ContactRow) =>
  Object.assign(toAudited(row), {
    name: row.name,
    contactType: row.contactType,
    primaryEmail: row.primaryEmail,
    primaryPhone: row.primaryPhone,
    website: row.website,
    notes: row.notes,
    imageUrl: row.imageUrl,
    budget: row.budget,
    budgetType: row.budgetType,
    fiscalInformation: row.fiscalInformation,
    organizationId: row.organizationId,
  })

export const toPerson = (row: Omit<Person, 'name'>): Person => ({
  id: row.id,
  email: row.email,
  firstName: row.firstName,
  lastName: row.lastName,
  name: fullName(row),
  imageUrl: row.imageUrl,
})

export const toView = (row: ViewRow) =>
  Object.assign(toAudited(row), {
    pipelineId: row.pipelineId,
    ownerId: row.ownerId,
    name: row.name,
    query: row.query,
    isShared: row.isShared,
    isDefault: row.isDefault,
  })
