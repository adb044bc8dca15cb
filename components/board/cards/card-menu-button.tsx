import { MoreHorizontal } from 'lucide-react'
import type { RefObject } from 'react'

type Props = { ref: RefObject<HTMLButtonElement | null>; title: string; onClick: () => void }

export function CardMenuButton({ ref, title, onClick }: Props) {
  return (
    <button
      ref={ref}
      type="button"
      aria-label={`Move or edit ${title}`}
      title="Move or edit (M)"
      aria-haspopup="menu"
      onClick={onClick}
      className="absolute top-1 right-1 inline-flex size-7 items-center justify-center rounded-md text-muted opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 bg-surface hover:text-text pointer-coarse:opacity-100 touch:top-0 touch:right-0 touch:size-11 touch:bg-transparent touch:opacity-100"
    >
      <MoreHorizontal aria-hidden />
    </button>
  )
}
