import type { Metadata } from 'next'
import { ContactList } from '@/components/contacts/contact-list'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { requirePageActor } from '@/lib/auth/page-actor'
import { canEditContacts, canViewContacts } from '@/lib/contacts/policy'
import { listContactsWithDeals } from '@/lib/contacts/queries'

export const metadata: Metadata = { title: 'Contacts' }

type Props = { searchParams: Promise<{ q?: unknown }> }

export default async function ContactsPage({ searchParams }: Props) {
  const { q } = await searchParams
  const searched = typeof q === 'string' ? q : ''
  const actor = await requirePageActor('ORG_CONTACT_VIEW')
  if (canViewContacts(actor))
    return (
      <ContactList
        key={searched}
        contacts={await listContactsWithDeals(actor)}
        canEdit={canEditContacts(actor)}
        searched={searched}
      />
    )
  return (
    <>
      <PageHeader title="Contacts" />
      <EmptyState title="Not for your role">
        Your role does not include contacts. Ask an admin if you need them.
      </EmptyState>
    </>
  )
}
