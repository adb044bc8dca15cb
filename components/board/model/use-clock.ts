import { useSyncExternalStore } from 'react'
import { localDay } from '@/components/format'
import { daysSince } from '@/lib/values/days'

function everyMinute(listener: () => void) {
  const timer = setInterval(listener, 60_000)
  return () => clearInterval(timer)
}

const today = () => localDay(new Date())

/** Today in the reader's time zone, as YYYY-MM-DD. */
export const useToday = () => useSyncExternalStore(everyMinute, today, today)

/** The whole days since a moment; the component renders again when there is one more. */
export function useDaysSince(moment: string | undefined) {
  const days = () => (moment ? daysSince(moment, Date.now()) : 0)
  return useSyncExternalStore(everyMinute, days, days)
}
