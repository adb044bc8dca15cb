import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { type ApiError, api, asApiError } from '@/components/api'
import { Button } from '@/components/ui/button'
import type { Contact } from '@/lib/contacts/schema'
import { FormError } from '../ui/forms/form-error'
import { Dialog, DialogBody, DialogFooter } from '../ui/overlays/dialog'
import { toast } from '../ui/overlays/toast'
import { ContactFields, contactDraft } from './contact-fields'

type Props = { contact?: Contact; onClose: () => void }

const path = '/api/organization-contact'

/** Edits `contact` or, without one, creates it. */
export function ContactDialog({ contact, onClose }: Props) {
  const router = useRouter()
  const [draft, setDraft] = useState(() => contactDraft(contact))
  const [version, setVersion] = useState(contact?.version)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<ApiError>()
  const isStale = error?.status === 412

  async function save(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(undefined)
    try {
      if (contact) await api(`${path}/${contact.id}`, { method: 'PUT', body: draft, ifMatch: version })
      else await api(path, { method: 'POST', body: draft })
      toast(contact ? 'Contact saved' : `Contact ${draft.name.trim()} created`)
      router.refresh()
      onClose()
    } catch (refusal) {
      const known = asApiError(refusal)
      setError(known)
      if (known.status === 412) setVersion((known.current as Contact | undefined)?.version)
      setBusy(false)
    }
  }

  return (
    <Dialog title={contact ? contact.name : 'New contact'} onClose={onClose}>
      <form onSubmit={save} className="contents">
        <DialogBody>
          <FormError
            message={
              isStale
                ? 'Somebody changed this contact while you were editing it. Save again to put yours over it, or close to keep theirs.'
                : error?.fields.length
                  ? 'Look at the marked fields.'
                  : error?.detail
            }
          />
          <ContactFields draft={draft} onChange={setDraft} error={error} />
        </DialogBody>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {contact ? 'Save contact' : 'Create contact'}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
