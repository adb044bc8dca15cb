import type { Fields } from './field'

/** The fields that every entity has, which come first in its answers. */
export const entityFields = {
  id: { kind: 'id', label: 'Id', required: true, readOnly: true, match: true, order: true },
  tenantId: { kind: 'id', label: 'Tenant', required: true, readOnly: true },
  createdAt: { kind: 'moment', label: 'Created', required: true, readOnly: true, match: true, order: true },
  updatedAt: { kind: 'moment', label: 'Updated', required: true, readOnly: true, match: true, order: true },
  createdByUserId: { kind: 'member', label: 'Created by', readOnly: true, match: true },
  updatedByUserId: { kind: 'member', label: 'Updated by', readOnly: true, match: true },
  isArchived: { kind: 'flag', label: 'Archived', notNull: true, match: true, order: true },
  version: {
    kind: 'integer',
    label: 'Version',
    about: 'Grows by one per write; the ETag, and what If-Match compares',
    required: true,
    readOnly: true,
    match: true,
  },
} as const satisfies Fields
