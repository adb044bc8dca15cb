'use client'

import { ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { type ApiError, api, asApiError } from '@/components/api'
import { Dialog, DialogBody } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import type { BoardStage, Member } from '@/lib/board/schema'
import type { Deal } from '@/lib/deals/schema'
import { DealForm } from './deal-form'
import { DealSkeleton } from './deal-skeleton'
import { dealPath } from './use-deal-editor'

type Props = {
  dealId: string
  stages: BoardStage[]
  members: Member[]
  canEdit: boolean
  onClose: () => void
  onSaved: (saved: Deal) => void
  onDeleted: (deal: Deal) => void
}

/** One deal over the board. It loads what the card does not carry. */
export function DealDialog({ dealId, stages, members, canEdit, onClose, onSaved, onDeleted }: Props) {
  const [deal, setDeal] = useState<Deal>()
  const [error, setError] = useState<ApiError>()

  useEffect(() => {
    const loading = new AbortController()
    api<Deal>(dealPath(dealId), { signal: loading.signal }).then(setDeal, (refusal) => {
      if (!loading.signal.aborted) setError(asApiError(refusal))
    })
    return () => loading.abort()
  }, [dealId])

  const then = (tell: (deal: Deal) => void) => (deal: Deal) => {
    tell(deal)
    onClose()
  }

  return (
    <Dialog
      title={deal?.title ?? 'Deal'}
      size="lg"
      onClose={onClose}
      actions={
        <Link
          href={`/deals/${dealId}`}
          aria-label="Open as a page, with history"
          title="Open as a page, with history"
          className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-text touch:size-11"
        >
          <ExternalLink aria-hidden />
        </Link>
      }
    >
      {error ? (
        <DialogBody className="pb-5">
          <FormError message={error.status === 404 ? 'This deal has been deleted meanwhile.' : error.detail} />
        </DialogBody>
      ) : deal ? (
        <DealForm
          deal={deal}
          stages={stages}
          members={members}
          canEdit={canEdit}
          onCancel={onClose}
          onSaved={then(onSaved)}
          onDeleted={then(onDeleted)}
        />
      ) : (
        <DealSkeleton />
      )}
    </Dialog>
  )
}
