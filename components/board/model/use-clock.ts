import { useSyncExternalStore } from 'react'
import { localDay } from '@/components/format'
import { daysSince } from '@/lib/values/days'

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function everyMinute(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const tell of listeners) tell()
  }, 60_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size) return
    clearInterval(timer)
    timer = undefined
  }
}

const today = () => localDay(new Date())

/** Today in the reader's time zone, as YYYY-MM-DD. */
export const useToday = () => useSyncExternalStore(everyMinute, today, today)

/** The whole days since a moment; the component renders again when there is one more. */
export function useDaysSince(moment: string | undefined) {
  const days = () => (moment ? daysSince(moment, Date.now()) : 0)
  return useSyncExternalStore(everyMinute, days, days)
}
