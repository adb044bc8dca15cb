import { Skeleton } from '@/components/ui/skeleton'

export function CardSkeleton() {
  return (
    <div className="flex h-[86px] flex-col gap-2 rounded-lg border border-border bg-surface px-3 py-3">
      <Skeleton className="h-3.5 w-4/5" />
      <Skeleton className="h-3 w-1/2" />
      <Skeleton className="mt-auto h-3 w-2/5" />
    </div>
  )
}
