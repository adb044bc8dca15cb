import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { reachServer } from '@/components/ui/reach-server'

/** The number of the latest navigation: older ones are dropped while the server is away. */
let newest = 0

/** A router that waits until the server can be reached; Next would leave for the browser's error page. */
export function useBoardRouter() {
  const router = useRouter()
  return useMemo(() => {
    const go = (how: 'push' | 'replace') => async (addressOf: () => string) => {
      const mine = ++newest
      await reachServer()
      if (mine === newest) router[how](addressOf(), { scroll: false })
    }
    return {
      push: go('push'),
      replace: go('replace'),
      refresh: () => reachServer().then(() => router.refresh()),
    }
  }, [router])
}
