import clsx from 'clsx'
import { Globe, MoreHorizontal, Pencil, Trash2 } from 'lucide-react'
import { Avatar } from '@/components/ui/avatar'
import { Name } from '@/components/ui/name'
import { contactFields } from '@/lib/fields/contact'
import { Menu } from '../ui/overlays/menu'
import { MenuItem } from '../ui/overlays/menu-item'
import type { ListedContact } from './contact-search'
import { pageOf } from './website'

type Props = { contact: ListedContact; canEdit: boolean; onEdit: () => void; onDelete: () => void }

export const contactColumns =
  'md:grid md:grid-cols-[minmax(0,1.5fr)_5.5rem_minmax(0,1.2fr)_minmax(0,1fr)_3rem_1.75rem] md:items-center md:gap-4'

const linkClass = 'block truncate rounded-sm hover:text-accent hover:underline touch:py-3'

export function ContactRow({ contact, canEdit, onEdit, onDelete }: Props) {
  const { name, contactType, primaryEmail, primaryPhone, deals } = contact
  const page = pageOf(contact.website)
  return (
    <li
      className={`relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 transition-colors hover:bg-hover ${contactColumns}`}
    >
      <div className="flex min-w-0 items-center gap-2.5 font-medium max-md:w-full max-md:pr-10">
        <Avatar name={name} size={24} decorative />
        {canEdit ? (
          <button
            type="button"
            dir="auto"
            translate="no"
            onClick={onEdit}
            className="min-w-0 truncate rounded-sm text-left hover:text-accent touch:min-h-11"
          >
            {name}
          </button>
        ) : (
          <Name>{name}</Name>
        )}
        {page && (
          <a
            href={page}
            target="_blank"
            rel="noopener noreferrer"
            title={contact.website!}
            aria-label={`Website of ${name}`}
            className="rounded-sm text-muted hover:text-accent touch:p-3"
          >
            <Globe aria-hidden className="!size-3.5" />
          </a>
        )}
      </div>
      <div>
        <span
          className={clsx(
            'inline-flex h-5 items-center rounded-sm px-1.5 text-xs font-medium',
            contactType === 'LEAD' ? 'bg-accent-soft text-accent' : 'bg-pressed text-text',
          )}
        >
          {contactFields.contactType.options[contactType]}
        </span>
      </div>
      <div className="min-w-0 max-md:order-2 max-md:empty:hidden">
        {primaryEmail && (
          <a href={`mailto:${encodeURIComponent(primaryEmail).replace('%40', '@')}`} className={linkClass}>
            {primaryEmail}
          </a>
        )}
      </div>
      <div className="min-w-0 max-md:order-2 max-md:empty:hidden">
        {primaryPhone && (
          <a href={`tel:${primaryPhone.replace(/[^\d+]/g, '')}`} dir="ltr" className={`${linkClass} tabular-nums`}>
            {primaryPhone}
          </a>
        )}
      </div>
      <div className="text-muted tabular-nums max-md:order-1 max-md:w-3/5 md:text-right">
        <span>{deals?.toLocaleString('en')}</span>
        <span className="md:sr-only">{deals === 1 ? ' deal' : ' deals'}</span>
      </div>
      {canEdit && (
        <div className="max-md:absolute max-md:top-1.5 max-md:right-2">
          <Menu label={`Actions for ${name}`} trigger={<MoreHorizontal aria-hidden />}>
            <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
              Edit
            </MenuItem>
            <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={onDelete}>
              Delete
            </MenuItem>
          </Menu>
        </div>
      )}
    </li>
  )
}
