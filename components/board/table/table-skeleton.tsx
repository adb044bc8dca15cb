import { Skeleton } from '@/components/ui/skeleton'

const rows = Array.from({ length: 14 }, (_, row) => row)
const cells = ['stage', 'client', 'owner', 'amount', 'close', 'created']

export function TableSkeleton() {
  return (
    <div aria-hidden className="min-h-0 flex-1 overflow-hidden">
      {rows.map((row) => (
        <div key={row} className="flex h-9 items-center gap-10 border-b border-border px-4 sm:px-6 touch:h-11">
          <Skeleton className="h-3.5 w-48 shrink-0" />
          {cells.map((cell) => (
            <Skeleton key={cell} className="h-3.5 w-24 shrink-0" />
          ))}
        </div>
      ))}
    </div>
  )
}
