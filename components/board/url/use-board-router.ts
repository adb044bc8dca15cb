import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { reachServer } from '@/components/ui/reach-server'

/** The number of the latest navigation: older ones are dropped while the server is away. */
let newest = 0

/** A router that waits until the server can be reached; Next would leave for the browser's error page. */
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
