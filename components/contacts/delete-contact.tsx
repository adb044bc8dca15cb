import { useRouter } from 'next/navigation'
import { api } from '@/components/api'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog'
import { toast } from '../ui/overlays/toast'
import type { ListedContact } from './contact-search'

type Props = { contact: ListedContact; onClose: () => void }

export default function DeleteContact({ contact, onClose }: Props) {
  const router = useRouter()

  async function remove() {
    await api(`/api/organization-contact/${contact.id}`, { method: 'DELETE' })
    toast(`Contact ${contact.name} deleted`)
    router.refresh()
    onClose()
  }

  return (
    <ConfirmDialog title={`Delete ${contact.name}?`} confirmLabel="Delete contact" onConfirm={remove} onClose={onClose}>
      {consequence(contact.deals)}
    </ConfirmDialog>
  )
}

function consequence(deals: number | undefined) {
  if (deals === 0) return 'No deal is with this contact.'
  if (deals === 1) return 'Its deal stays, without a client.'
  return `Its ${deals === undefined ? '' : `${deals.toLocaleString('en')} `}deals stay, without a client.`
}
