import { entityFields } from './entity'
import type { Fields } from './field'

export const contactFields = {
  name: { kind: 'text', label: 'Name', required: true, max: 300, match: 'part', order: true, search: true },
  contactType: {
    kind: 'option',
    label: 'Kind',
    options: { CLIENT: 'Client', CUSTOMER: 'Customer', LEAD: 'Lead', VENDOR: 'Vendor', PARTNER: 'Partner' },
    schema: 'ContactType',
    notNull: true,
    aboutInput: 'CLIENT unless given',
    match: true,
    order: true,
  },
  primaryEmail: { kind: 'text', label: 'Email', format: 'email', max: 320, match: true, order: true, search: true },
  primaryPhone: { kind: 'text', label: 'Phone', format: 'tel', max: 100, match: true, order: true },
  website: { kind: 'text', label: 'Website', format: 'url', max: 500, match: true },
  notes: { kind: 'text', label: 'Notes', multiline: true, max: 20_000 },
  imageUrl: { kind: 'text', label: 'Image', format: 'url', max: 2000 },
  budget: { kind: 'decimal', label: 'Budget', about: 'Hours or money, as budgetType says' },
  budgetType: {
    kind: 'option',
    label: 'Budget type',
    options: { hours: 'Hours', cost: 'Cost' },
    schema: 'BudgetType',
    match: true,
  },
  fiscalInformation: { kind: 'text', label: 'Fiscal information', multiline: true, max: 2000 },
  organizationId: { kind: 'id', label: 'Organization', required: true, readOnly: true, match: true },
} as const satisfies Fields

export const contactEntity = { ...entityFields, ...contactFields }
