import { type ReactNode, useEffect, useState } from 'react'
import { type ApiError, api, asApiError } from '@/components/api'
import type { Deal } from '@/lib/deals/schema'
import { FormError } from '../ui/forms/form-error'
import { DialogBody } from '../ui/overlays/dialog'
import { Skeleton } from '../ui/skeleton'
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

function DealSkeleton() {
  return (
    <DialogBody className="pb-18">
      <span className="sr-only" role="status">
        Loading the deal
      </span>
      <Skeleton className="mt-5 h-8" />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {[...Array(6).keys()].map((field) => (
          <Skeleton key={field} className="mt-5 h-8" />
        ))}
      </div>
    </DialogBody>
  )
}
