import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'

type Props = { error: Error & { digest?: string } }

const LOOK_AGAIN_MS = 3000

/** Whether the server is unavailable; once it is back the page reloads. */
function useOutage() {
  const [isOut, setIsOut] = useState(false)
  useEffect(() => {
    let wasOut = false
    const look = async () => {
      const isWell = await fetch('/api/health', { cache: 'no-store' }).then(
        ({ status }) => status !== 503,
        () => true,
      )
      if (isWell && wasOut) location.reload()
      else setIsOut(!isWell)
      wasOut = !isWell
    }
    look()
    const looking = setInterval(() => wasOut && look(), LOOK_AGAIN_MS)
    return () => clearInterval(looking)
  }, [])
  return isOut
}

/** The error page. `digest` finds the error in the log. The button reloads the page, as Next's `reset` shows the old answer again. */
export function PageFailure({ error }: Props) {
  const isOut = useOutage()
  return (
    <div role="alert" className="grid min-h-[70dvh] place-items-center">
      <EmptyState
        title={isOut ? 'The database does not answer right now' : 'This page could not be shown'}
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            Try again
          </Button>
        }
      >
        {isOut
          ? 'What was saved is kept. This page tries again by itself every few seconds.'
          : 'Something went wrong on our side. Try again in a moment.'}
        {error.digest && !isOut && <span className="mt-2 block text-xs">Error {error.digest}</span>}
      </EmptyState>
    </div>
  )
}
