import clsx from 'clsx'
import type { MouseEvent } from 'react'

type Props = { title: string; checked: boolean; onClick: (event: MouseEvent) => void }

/** Selects a deal by a click, at the corner of its card; X does the same by key, and keeps the focus on the card. */
export function SelectBox({ title, checked, onClick }: Props) {
  return (
    <input
      type="checkbox"
      readOnly
      tabIndex={-1}
      checked={checked}
      aria-label={`Select ${title}`}
      title="Select (X)"
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
      className={clsx(
        'absolute -top-1.5 -left-1.5 size-4 cursor-pointer transition-opacity',
        !checked && 'opacity-0 group-hover:opacity-100 pointer-coarse:pointer-events-none',
      )}
    />
  )
}
