'use client'

import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

type Props = { error: Error & { digest?: string } }

/** `digest` finds the error in the server's log. Next's own `reset` would show again what the server has sent. */
export function PageFailure({ error }: Props) {
  return (
    <div role="alert" className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        title="This page could not be shown"
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            Try again
          </Button>
        }
      >
        Something went wrong on our side. Nothing was lost; try again in a moment.
        {error.digest && <span className="mt-2 block text-xs">Error {error.digest}</span>}
      </EmptyState>
    </div>
  )
}
