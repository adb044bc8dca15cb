import { useSyncExternalStore } from 'react'

const never = () => () => {}
const formats = (timeZone?: string) =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone })

/** A point in time: in UTC on the server, then in the reader's time zone. */
export function Moment({ at }: { at: string }) {
  const here = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const date = new Date(at)
  return (
    <time dateTime={at} title={`${formats('UTC').format(date)} UTC`}>
      {formats(here ? undefined : 'UTC').format(date)}
    </time>
  )
}
