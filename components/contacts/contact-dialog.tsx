import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { api } from '@/components/api'
import { FieldInputs } from '@/components/drafts/field-inputs'
import { useDraft } from '@/components/drafts/use-draft'
import type { Contact } from '@/lib/contacts/schema'
import { FormError } from '../ui/forms/form-error'
import { FormDialog } from '../ui/overlays/form-dialog'
import { toast } from '../ui/overlays/toast'
import { contactForm, contactSpans, newContact } from './contact-form'

type Props = { contact?: Contact; onClose: () => void }

const path = '/api/organization-contact'

/** Edits `contact` or, without one, creates it. */
export default function ContactDialog({ contact, onClose }: Props) {
  const router = useRouter()
  const drafting = useDraft(contactForm(contact ?? newContact))
  const [version, setVersion] = useState(contact?.version)
  const { error, now } = drafting

  async function save(event: FormEvent) {
    event.preventDefault()
    const refusal = await drafting.save(async (changes) => {
      if (contact) await api(`${path}/${contact.id}`, { method: 'PUT', body: changes, ifMatch: version })
      else await api(path, { method: 'POST', body: { ...newContact, ...changes } })
      toast(contact ? 'Contact saved' : `Contact ${now.name} created`)
      router.refresh()
      onClose()
    })
    if (refusal?.status === 412) setVersion((refusal.current as Contact | undefined)?.version)
  }

  return (
    <FormDialog
      title={contact ? contact.name : 'New contact'}
      verb={contact ? 'Save contact' : 'Create contact'}
      busy={drafting.busy}
      onSubmit={save}
      onClose={onClose}
    >
      <FormError
        message={
          error?.status === 412
            ? 'Somebody changed this contact while you were editing it. Save again to put yours over it, or close to keep theirs.'
            : drafting.errorWords
        }
      />
      <FieldInputs spans={contactSpans} drafting={drafting} />
    </FormDialog>
  )
}
