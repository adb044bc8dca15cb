'use client'

import { lazy, Suspense, useEffect, useState } from 'react'

const ToastList = lazy(() => import('./toast-list').then((module) => ({ default: module.ToastList })))

/** Loads when the page is at rest, so that a message about a lost connection does not itself need one. */
export function Toaster() {
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setReady(true), 1500)
    return () => clearTimeout(timer)
  }, [])
  return ready && <Suspense>{<ToastList />}</Suspense>
}
