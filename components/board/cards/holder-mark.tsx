import { Avatar } from '@/components/ui/avatar'
import { movedBy } from '../words/announcements'

/** Names the other member who drags this card. */
export function HolderMark({ by }: { by: string }) {
  return (
    <span className="pointer-events-none absolute -top-1.5 right-2 z-10 flex h-4 max-w-[calc(100%-1rem)] items-center gap-1 rounded-full bg-primary pr-2 text-xs text-on-fill transition-opacity starting:opacity-0">
      <Avatar name={by} size={16} decorative />
      <span className="truncate">{movedBy(by)}</span>
    </span>
  )
}
