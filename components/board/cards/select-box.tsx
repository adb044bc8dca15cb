import clsx from 'clsx'
import type { MouseEvent } from 'react'

type Props = {
  title: string
  checked: boolean
  shortcut: string
  onClick: (event: MouseEvent) => void
  className: string
}

export function SelectBox({ title, checked, shortcut, onClick, className }: Props) {
  return (
    <input
      type="checkbox"
      readOnly
      tabIndex={-1}
      checked={checked}
      aria-label={`Select ${title}`}
      title={`Select (${shortcut})`}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
      className={clsx(
        'size-4 cursor-pointer transition-opacity',
        className,
        !checked && 'opacity-0 group-hover:opacity-100',
      )}
    />
  )
}
