export const contactTypes = {
  CLIENT: 'Client',
  CUSTOMER: 'Customer',
  LEAD: 'Lead',
  VENDOR: 'Vendor',
  PARTNER: 'Partner',
} as const
export type ContactType = keyof typeof contactTypes
