'use client'

import { useEffect } from 'react'
import { outbox } from '../outbox/outbox'
import { useSessionOver } from '../session'

/** Goes on with what this person has left on its way, and asks before more is lost with the tab. */
export function OutboxRoot({ userId, tenantId }: { userId: string; tenantId: string }) {
  const isOver = useSessionOver()

  useEffect(() => {
    outbox.open(`${tenantId}:${userId}`)
    const ask = (event: BeforeUnloadEvent) => {
      if (outbox.holdsBack()) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [userId, tenantId])

  useEffect(() => {
    if (!isOver) outbox.resume()
  }, [isOver])

  return null
}
