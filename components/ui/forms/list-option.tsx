import type { ReactNode } from 'react'

type Props = { id: string; isActive: boolean; onChoose: () => void; className: string; children: ReactNode }

/** An option of a list whose input keeps the focus. */
export function ListOption({ id, isActive, onChoose, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input holds the focus and listens to the keys
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onChoose}
      className={`flex cursor-pointer items-center gap-2 rounded-md px-2 hover:bg-hover aria-selected:bg-hover touch:min-h-11 ${className}`}
    >
      {children}
    </div>
  )
}
