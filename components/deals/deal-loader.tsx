import { type ReactNode, useEffect, useState } from 'react'
import { type ApiError, api, asApiError } from '@/components/api'
import type { Deal } from '@/lib/deals/schema'
import { FormError } from '../ui/forms/form-error'
import { DialogBody } from '../ui/overlays/dialog'
import { DealSkeleton } from './deal-skeleton'
import { dealPath } from './use-deal-editor'

type Props = { dealId: string; onLoad: (deal: Deal) => void; children: (deal: Deal) => ReactNode }

/** Loads a deal with the fields that a card has not got. */
export function DealLoader({ dealId, onLoad, children }: Props) {
  const [deal, setDeal] = useState<Deal>()
  const [error, setError] = useState<ApiError>()

  useEffect(() => {
    const loading = new AbortController()
    const show = (deal: Deal) => {
      setDeal(deal)
      onLoad(deal)
    }
    api<Deal>(dealPath(dealId), { signal: loading.signal }).then(show, (refusal) => {
      if (!loading.signal.aborted) setError(asApiError(refusal))
    })
    return () => loading.abort()
  }, [dealId, onLoad])

  if (deal) return children(deal)
  if (!error) return <DealSkeleton />
  return (
    <DialogBody className="pb-5">
      <FormError message={error.status === 404 ? 'This deal has been deleted meanwhile.' : error.detail} />
    </DialogBody>
  )
}
