import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { reachServer } from '@/components/ui/reach-server'

/** Of several addresses asked for while the server is away, the last one counts. */
let newest = 0

/**
 * The router for a page that stays open on a bad network. Next's own leaves for the browser's error page when the server
 * cannot be reached, and takes along what is on its way; so this one waits until it can be.
 */
export function useBoardRouter() {
  const router = useRouter()
  return useMemo(() => {
    async function go(how: 'push' | 'replace', addressOf: () => string) {
      const mine = ++newest
      await reachServer()
      if (mine === newest) router[how](addressOf(), { scroll: false })
    }
    return {
      push: (addressOf: () => string) => go('push', addressOf),
      replace: (addressOf: () => string) => go('replace', addressOf),
      refresh: () => reachServer().then(() => router.refresh()),
    }
  }, [router])
}
