import { foreignKey, index, numeric, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { audited, pendingList, searched, tenantKey } from '../columns'
import { authors } from './members'
import { organizations } from './tenants'

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
    index('contacts_words').using('gin', t.tenantId, searched(t.name), searched(t.primaryEmail)).with(pendingList),
    foreignKey({
      name: 'contacts_organization_id',
      columns: [t.tenantId, t.organizationId],
      foreignColumns: [organizations.tenantId, organizations.id],
    }),
    ...authors('contacts', t),
  ],
)

export type ContactRow = typeof contacts.$inferSelect
