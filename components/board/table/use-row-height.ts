import { useSyncExternalStore } from 'react'

/** The media query of `touch` in globals.css. */
const FINGERS = '(pointer: coarse), (width < 40rem)'

function subscribe(listener: () => void) {
  const query = matchMedia(FINGERS)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

export const useRowHeight = () =>
  useSyncExternalStore(
    subscribe,
    () => (matchMedia(FINGERS).matches ? 44 : 36),
    () => 36,
  )
