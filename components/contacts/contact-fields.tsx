import { type ApiError, fieldMessage } from '@/components/api'
import type { Contact } from '@/lib/contacts/schema'
import { Field } from '../ui/forms/field'
import { Input, Textarea } from '../ui/forms/input'
import { Select } from '../ui/forms/select'
import { type ContactType, contactTypes } from './contact-types'

export const contactDraft = (contact?: Contact) => ({
  name: contact?.name ?? '',
  contactType: contact?.contactType ?? ('CLIENT' as ContactType),
  primaryEmail: contact?.primaryEmail ?? '',
  primaryPhone: contact?.primaryPhone ?? '',
  website: contact?.website ?? '',
  notes: contact?.notes ?? '',
})

type Draft = ReturnType<typeof contactDraft>
type Props = { draft: Draft; onChange: (draft: Draft) => void; error?: ApiError }

export function ContactFields({ draft, onChange, error }: Props) {
  const bind = (field: keyof Draft) => ({
    value: draft[field],
    onChange: (event: { target: { value: string } }) => onChange({ ...draft, [field]: event.target.value }),
  })
  const wrong = (field: keyof Draft) => fieldMessage(error, field)
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_8rem] items-start gap-3">
        <Field label="Name" error={wrong('name')}>
          {(control) => <Input {...control} {...bind('name')} dir="auto" required maxLength={300} />}
        </Field>
        <Field label="Kind" error={wrong('contactType')}>
          {(control) => (
            <Select {...control} {...bind('contactType')}>
              {Object.entries(contactTypes).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <div className="grid grid-cols-1 items-start gap-3 sm:grid-cols-2">
        <Field label="Email" error={wrong('primaryEmail')}>
          {(control) => (
            <Input {...control} {...bind('primaryEmail')} type="email" maxLength={320} autoComplete="off" />
          )}
        </Field>
        <Field label="Phone" error={wrong('primaryPhone')}>
          {(control) => <Input {...control} {...bind('primaryPhone')} type="tel" maxLength={100} autoComplete="off" />}
        </Field>
      </div>
      <Field label="Website" error={wrong('website')}>
        {(control) => <Input {...control} {...bind('website')} inputMode="url" maxLength={500} autoComplete="off" />}
      </Field>
      <Field label="Notes" error={wrong('notes')}>
        {(control) => <Textarea {...control} {...bind('notes')} dir="auto" maxLength={20_000} />}
      </Field>
    </>
  )
}
