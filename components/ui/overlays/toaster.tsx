'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { afterLoad, surely } from '../later'

const ToastList = lazy(() => surely(() => import('./toast-list')))

/** Draws toasts; loaded ahead, as the message about a lost connection could not load it. */
export function Toaster() {
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const waiting = new AbortController()
    const load = () => setReady(true)
    const { signal } = waiting
    for (const event of ['pointerdown', 'keydown']) addEventListener(event, load, { once: true, capture: true, signal })
    afterLoad(load)
    return () => waiting.abort()
  }, [])
  return (
    ready && (
      <Suspense>
        <ToastList />
      </Suspense>
    )
  )
}
