'use client'

import { useEffect, useState } from 'react'

const localDay = () => {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

/** The server's day first, so that both render the same; then the reader's, kept up while the page stays open. */
export function useToday(serverDay: string) {
  const [day, setDay] = useState(serverDay)
  useEffect(() => {
    const update = () => setDay(localDay())
    update()
    const timer = setInterval(update, 60_000)
    return () => clearInterval(timer)
  }, [])
  return day
}
