import clsx from 'clsx'
import { type ReactNode, useRef, useState } from 'react'
import { iconButtonClass } from '../icon-button'
import { MenuPanel } from './menu-panel'

type Props = {
  /** The name of the menu, and of its trigger when that is an icon. */
  label: string
  trigger: ReactNode
  className?: string
  children: ReactNode
}

/** A button and its menu of MenuItem, MenuLabel and MenuSeparator. */
export function Menu({ label, trigger, className, children }: Props) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        className={clsx(className ?? iconButtonClass, 'aria-expanded:bg-hover')}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setOpen(true)
        }}
      >
        {trigger}
      </button>
      {open && (
        <MenuPanel anchor={anchor} label={label} onClose={() => setOpen(false)}>
          {children}
        </MenuPanel>
      )}
    </>
  )
}
