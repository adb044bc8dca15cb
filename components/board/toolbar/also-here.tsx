import { Avatar } from '@/components/ui/avatar'
import { useBoard, useObservable } from '../model/board-context'

const MOST = 4

/** The other members at this board; a phone draws only two, as more would wrap the header. */
export function AlsoHere() {
  const { presence } = useBoard().model
  const others = useObservable(presence.others)
  if (!others.length) return null
  const shown = others.length > MOST + 1 ? others.slice(0, MOST) : others
  const rest = others.slice(shown.length).map(({ userId }) => presence.nameOf(userId))
  return (
    <ul
      aria-label="Also here"
      translate="no"
      className="flex -space-x-1 max-sm:-space-x-2.5 max-sm:*:nth-[n+3]:sr-only"
    >
      {shown.map(({ userId }) => (
        <li key={userId} className="rounded-full ring-2 ring-canvas">
          <Avatar name={presence.nameOf(userId)} size={24} />
        </li>
      ))}
      {rest.length > 0 && (
        <li
          title={rest.join(', ')}
          className="flex h-6 min-w-6 items-center justify-center rounded-full bg-sunken px-1 text-xs text-muted tabular-nums ring-2 ring-canvas"
        >
          <span aria-hidden>{`+${rest.length}`}</span>
          <span className="sr-only">{rest.join(', ')}</span>
        </li>
      )}
    </ul>
  )
}
