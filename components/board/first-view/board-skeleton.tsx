import { Skeleton } from '@/components/ui/skeleton'
import { CardSkeleton } from '../paint/card-skeleton'
import { TableSkeleton } from '../table/table-skeleton'
import { useIsTable } from '../toolbar/layout-switch'

const columns = ['abc', 'abcde', 'abcd', 'ab', 'abcdef']

export function BoardSkeleton() {
  const isTable = useIsTable()
  return (
    <div role="status" aria-label="Loading the board" className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 shrink-0 items-center border-b border-border px-4 sm:px-6">
        <Skeleton className="h-4 w-40" />
      </div>
      {isTable ? <TableSkeleton /> : <ColumnSkeletons />}
    </div>
  )
}

function ColumnSkeletons() {
  return (
    <div className="flex min-h-0 flex-1 gap-3 overflow-hidden px-3 pt-3 pb-2 sm:px-6 sm:pb-3">
      {columns.map((cards) => (
        <div
          key={cards}
          className="flex w-72 shrink-0 flex-col gap-2 rounded-lg bg-sunken p-2 max-sm:w-[calc(100vw-1.5rem)]"
        >
          <div className="flex h-10 shrink-0 flex-col gap-1.5 px-1 pt-1">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-20" />
          </div>
          {[...cards].map((card) => (
            <CardSkeleton key={card} />
          ))}
        </div>
      ))}
    </div>
  )
}
