import { entityFields } from './entity'
import type { Fields } from './field'

export const pipelineFields = {
  name: { kind: 'text', label: 'Name', required: true, max: 200, match: 'part', order: true, search: true },
  description: {
    kind: 'text',
    label: 'Description',
    multiline: true,
    max: 2000,
    match: 'part',
    order: true,
    search: true,
  },
  isActive: { kind: 'flag', label: 'Active', notNull: true, match: true, order: true },
  currency: {
    kind: 'currency',
    label: 'Currency',
    notNull: true,
    about: 'ISO 4217; what its deals start with',
    match: true,
    order: true,
  },
  organizationId: { kind: 'id', label: 'Organization', required: true, readOnly: true, match: true },
} as const satisfies Fields

export const pipelineEntity = { ...entityFields, ...pipelineFields }
