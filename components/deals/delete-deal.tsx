import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/components/api'
import { Button } from '@/components/ui/button'
import type { Deal } from '@/lib/deals/schema'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog'

type Props = { deal: Deal; onDeleted: (deal: Deal) => void }

export function DeleteDeal({ deal, onDeleted }: Props) {
  const [isConfirming, setConfirming] = useState(false)

  async function remove() {
    await api(`/api/deals/${deal.id}`, { method: 'DELETE', ifMatch: deal.version })
    onDeleted(deal)
  }

  return (
    <>
      <Button variant="quiet" className="mr-auto -ml-2 text-lost" onClick={() => setConfirming(true)}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      {isConfirming && (
        <ConfirmDialog
          title="Delete this deal?"
          confirmLabel="Delete deal"
          onConfirm={remove}
          onClose={() => setConfirming(false)}
        >
          <bdi className="font-medium break-words text-text">{deal.title}</bdi> goes from the board for everyone.
        </ConfirmDialog>
      )}
    </>
  )
}
