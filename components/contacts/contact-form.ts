import { plainForm } from '@/components/drafts/drafts'
import type { Contact } from '@/lib/contacts/schema'
import { contactFields } from '@/lib/fields/contact'

/** The fields that are edited, with their columns of twelve. */
export const contactSpans = {
  name: 'col-span-8',
  contactType: 'col-span-4',
  primaryEmail: 'col-span-12 @sm:col-span-6',
  primaryPhone: 'col-span-12 @sm:col-span-6',
  website: 'col-span-12',
  notes: 'col-span-12',
}
type ContactValues = Pick<Contact, keyof typeof contactSpans>

export const newContact: ContactValues = {
  name: '',
  contactType: 'CLIENT',
  primaryEmail: null,
  primaryPhone: null,
  website: null,
  notes: null,
}

export const contactForm = (values: ContactValues) => plainForm<ContactValues>(contactFields, values)
