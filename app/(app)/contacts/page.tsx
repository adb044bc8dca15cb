import type { Metadata } from 'next'
import { ContactsView } from '@/components/contacts/contacts-view'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { requirePageActor } from '@/lib/auth'
import { canEditContacts, canViewContacts } from '@/lib/contacts/policy'
import { listContactsWithDeals } from '@/lib/contacts/queries'

export const metadata: Metadata = { title: 'Contacts' }

export default async function ContactsPage() {
  const actor = await requirePageActor('/contacts', 'ORG_CONTACT_VIEW')
  if (canViewContacts(actor))
    return <ContactsView contacts={await listContactsWithDeals(actor)} canEdit={canEditContacts(actor)} />
  return (
    <>
      <PageHeader title="Contacts" />
      <EmptyState title="Not for your role">
        Your role does not include contacts. Ask an admin if you need them.
      </EmptyState>
    </>
  )
}
