import { Skeleton } from '@/components/ui/skeleton'
import { DialogBody } from '../ui/overlays/dialog'

const fields = ['amount', 'stage', 'client', 'owner', 'close', 'probability']

export function DealSkeleton() {
  return (
    <DialogBody className="pb-18">
      <span className="sr-only" role="status">
        Loading the deal
      </span>
      <Skeleton className="mt-5 h-8" />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {fields.map((field) => (
          <Skeleton key={field} className="mt-5 h-8" />
        ))}
      </div>
    </DialogBody>
  )
}
