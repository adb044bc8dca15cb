'use client'

import { lazy, Suspense, useEffect, useState } from 'react'

const ToastList = lazy(() => import('./toast-list').then((module) => ({ default: module.ToastList })))

/** Loads with the first touch of the page, so that a message about a lost connection does not itself need one. */
export function Toaster() {
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const load = () => setReady(true)
    const events = ['pointerdown', 'keydown'] as const
    for (const event of events) addEventListener(event, load, { once: true, capture: true })
    return () => {
      for (const event of events) removeEventListener(event, load, { capture: true })
    }
  }, [])
  return (
    ready && (
      <Suspense>
        <ToastList />
      </Suspense>
    )
  )
}
