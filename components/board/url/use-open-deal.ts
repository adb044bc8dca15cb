import { useSearchParams } from 'next/navigation'
import { useCallback, useRef } from 'react'
import { addressWith } from './board-url'

/** The deal that the address opens. Closing goes back where opening has made an entry in the history. */
export function useOpenDeal() {
  const open = useSearchParams().get('deal')
  const pushed = useRef(false)

  const openDeal = useCallback((id: string) => {
    const address = addressWith({ deal: id })
    if (new URLSearchParams(location.search).has('deal')) return history.replaceState(null, '', address)
    history.pushState(null, '', address)
    pushed.current = true
  }, [])

  function closeDeal() {
    if (pushed.current) history.back()
    else history.replaceState(null, '', addressWith({ deal: null }))
    pushed.current = false
  }

  return { open, openDeal, closeDeal }
}
