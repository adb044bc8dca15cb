export const contactTypes = { CLIENT: 'Client', CUSTOMER: 'Customer', LEAD: 'Lead' } as const
export type ContactType = keyof typeof contactTypes
