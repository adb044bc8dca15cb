'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { afterLoad, surely } from '../later'

const ToastList = lazy(() => surely(() => import('./toast-list').then((module) => ({ default: module.ToastList }))))

/** Draws toasts; loaded ahead, as the message about a lost connection could not load it. */
export function Toaster() {
  const [ready, setReady] = useState(false)
  useEffect(() => {
    const load = () => setReady(true)
    const events = ['pointerdown', 'keydown'] as const
    for (const event of events) addEventListener(event, load, { once: true, capture: true })
    afterLoad(load)
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
