import Link from 'next/link'
import { buttonClass } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

export function NothingHere() {
  return (
    <div className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        title="There is nothing here"
        action={
          <Link href="/pipelines" className={buttonClass('primary')}>
            See all pipelines
          </Link>
        }
      >
        It may have been deleted, or the address is not quite right.
      </EmptyState>
    </div>
  )
}
