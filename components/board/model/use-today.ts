import { useEffect, useState } from 'react'

const localDay = () => {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

/** Today in the reader's time zone, as YYYY-MM-DD. */
export function useToday() {
  const [day, setDay] = useState(localDay)
  useEffect(() => {
    const timer = setInterval(() => setDay(localDay()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return day
}
