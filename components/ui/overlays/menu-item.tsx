import clsx from 'clsx'
import { Check } from 'lucide-react'
import type { MouseEvent, ReactNode } from 'react'
import { Kbd } from '../kbd'

type Props = {
  onSelect: () => void
  children: ReactNode
  icon?: ReactNode
  shortcut?: string
  danger?: boolean
  disabled?: boolean
  /** Whether this option is the chosen one of several. */
  checked?: boolean
}

export function MenuItem({ onSelect, children, icon, shortcut, danger, disabled, checked }: Props) {
  function select(event: MouseEvent<HTMLElement>) {
    event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
    onSelect()
  }
  return (
    <button
      type="button"
      {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
      aria-keyshortcuts={shortcut}
      tabIndex={-1}
      disabled={disabled}
      onClick={select}
      onPointerEnter={(event) => event.currentTarget.focus({ preventScroll: true })}
      className={clsx(
        'flex min-h-7 w-full items-center gap-2 rounded-md px-2 py-1 text-left outline-none focus:bg-hover disabled:opacity-50 touch:min-h-11',
        danger ? 'text-lost' : '[&>.lucide]:text-muted',
      )}
    >
      {icon}
      <span dir="auto" className="min-w-0 flex-1 truncate">
        {children}
      </span>
      {checked && <Check aria-hidden />}
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </button>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2 pt-1.5 pb-0.5 text-xs text-muted">{children}</div>
}

export function MenuSeparator() {
  return <hr className="my-1 border-border" />
}
