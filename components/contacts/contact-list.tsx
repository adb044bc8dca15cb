'use client'

import { Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { PageHeader } from '@/components/shell/page-header'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { contactFields } from '@/lib/fields/contact'
import { Input } from '../ui/forms/input'
import { ContactRow, contactColumns } from './contact-row'
import { type ListedContact, useContactSearch } from './contact-search'

const ContactDialog = lazy(() => import('./contact-dialog'))
const DeleteContact = lazy(() => import('./delete-contact'))

const columns = ['name', 'contactType', 'primaryEmail', 'primaryPhone'] as const

type Open = { what: 'edit' | 'delete'; contact: ListedContact } | { what: 'create' }

const MOST_SHOWN = 200

type Props = { contacts: ListedContact[]; canEdit: boolean; searched?: string }

export function ContactList({ contacts, canEdit, searched = '' }: Props) {
  const [typed, setTyped] = useState(searched)
  const [open, setOpen] = useState<Open>()
  const { rows, isPart } = useContactSearch(contacts, typed)
  const close = () => setOpen(undefined)
  const create = canEdit && (
    <Button variant="primary" onClick={() => setOpen({ what: 'create' })}>
      <Plus aria-hidden />
      New contact
    </Button>
  )

  return (
    <>
      <PageHeader
        title="Contacts"
        detail={contacts.length > 0 && `${contacts.length.toLocaleString('en')}${isPart ? '+' : ''}`}
      >
        {contacts.length > 0 && (
          <>
            <Input
              type="search"
              aria-label="Search contacts"
              placeholder="Search by name, email or phone"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="min-w-0 flex-1 sm:w-64"
            />
            {create}
          </>
        )}
      </PageHeader>
      {contacts.length === 0 ? (
        <EmptyState title="No contacts yet" action={create}>
          The people and companies you sell to. Put one on a deal and it shows on its card.
        </EmptyState>
      ) : (
        <div className="w-full max-w-[90rem] px-4 py-5 sm:px-6">
          <p role="status" className="sr-only">
            {`${rows.length.toLocaleString('en')} found`}
          </p>
          {rows.length === 0 ? (
            <EmptyState title="Nobody by that name">Try fewer letters, or another spelling.</EmptyState>
          ) : (
            <>
              <div aria-hidden className={`hidden px-4 pb-2 text-xs font-medium text-muted ${contactColumns}`}>
                {columns.map((name) => (
                  <span key={name}>{contactFields[name].label}</span>
                ))}
                <span className="text-right">Deals</span>
              </div>
              <ul className="divide-y divide-border overflow-clip rounded-lg border border-border bg-surface">
                {rows.slice(0, MOST_SHOWN).map((contact) => (
                  <ContactRow
                    key={contact.id}
                    contact={contact}
                    canEdit={canEdit}
                    onEdit={() => setOpen({ what: 'edit', contact })}
                    onDelete={() => setOpen({ what: 'delete', contact })}
                  />
                ))}
              </ul>
            </>
          )}
          {rows.length > MOST_SHOWN && (
            <p className="px-4 py-3 text-muted">The first {MOST_SHOWN} by name are shown. Search to find the others.</p>
          )}
        </div>
      )}
      <Suspense>
        {open?.what === 'create' && <ContactDialog onClose={close} />}
        {open?.what === 'edit' && <ContactDialog contact={open.contact} onClose={close} />}
        {open?.what === 'delete' && <DeleteContact contact={open.contact} onClose={close} />}
      </Suspense>
    </>
  )
}
