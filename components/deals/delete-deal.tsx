import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { Deal } from '@/lib/deals/schema'
import { outbox } from '../outbox/outbox'
import { ConfirmDialog } from '../ui/overlays/confirm-dialog'
import { deletionOf } from './changes'

type Props = { deal: Deal; onDeleted: () => void }

export function DeleteDeal({ deal, onDeleted }: Props) {
  const [isConfirming, setConfirming] = useState(false)

  async function remove() {
    onDeleted()
    await outbox.send(deletionOf([deal]))
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
