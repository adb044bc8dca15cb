'use client'

import { SlidersHorizontal } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { useActions } from '@/components/actions'
import { iconButtonClass } from '@/components/ui/icon-button'

const ViewPopover = lazy(() => import('./view-popover'))

/** How the board is shown, behind one quiet button; the key V reaches it from anywhere on it. */
export function ViewButton() {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)

  useActions([{ name: 'Change how the board is shown', key: 'v', run: () => setOpen(true) }])

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label="View"
        aria-keyshortcuts="V"
        title="View (V)"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={`${iconButtonClass} aria-expanded:bg-hover`}
      >
        <SlidersHorizontal aria-hidden />
      </button>
      <Suspense>{open && <ViewPopover anchor={anchor} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
