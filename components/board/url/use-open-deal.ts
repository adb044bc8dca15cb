import { useSearchParams } from 'next/navigation'
import { useCallback, useRef } from 'react'
import { boardUrl } from './board-url'

/** The open deal of the URL. Closing goes back where opening has added an entry to the history. */
export function useOpenDeal() {
  const open = useSearchParams().get('deal')
  const pushed = useRef(false)

  const openDeal = useCallback((id: string) => {
    const address = boardUrl({ deal: id })
    if (new URLSearchParams(location.search).has('deal')) return history.replaceState(null, '', address)
    history.pushState(null, '', address)
    pushed.current = true
  }, [])

  function closeDeal() {
    if (pushed.current) history.back()
    else history.replaceState(null, '', boardUrl({ deal: null }))
    pushed.current = false
  }

  return { open, openDeal, closeDeal }
}
