'use client'

import { Search } from 'lucide-react'
import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { runByKey } from '@/components/actions'
import { isSessionOver } from '@/components/session'
import { Kbd } from '@/components/ui/kbd'
import { later } from '@/components/ui/later'
import { latinKey } from '@/components/ui/latin-key'

const Palette = later(() => import('./palette'))

/** Opens the palette by Ctrl or ⌘ and K, and runs all other keys of the page. */
export function OpenPalette() {
  const [open, setOpen] = useState(false)
  /** The text typed before the palette has loaded; null once it has. */
  const ahead = useRef<string | null>(null)

  const toggle = useCallback((open: boolean) => {
    ahead.current = open ? '' : null
    setOpen(open)
  }, [])

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (isSessionOver()) return
      const isOurs = (event.ctrlKey || event.metaKey) && latinKey(event) === 'k'
      if (!isOurs && ahead.current === null) return runByKey(event)
      event.preventDefault()
      if (isOurs) toggle(!open)
      else if (event.key.length === 1) ahead.current += event.key
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [open, toggle])

  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={(event) => {
          event.currentTarget.closest<HTMLElement>(':popover-open')?.hidePopover()
          toggle(true)
        }}
        className="flex h-7 shrink-0 items-center gap-2 rounded-md px-2 text-muted transition-colors hover:bg-hover hover:text-text touch:h-11"
      >
        <Search aria-hidden />
        Find
        <span className="ml-auto flex gap-1 pointer-coarse:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <Suspense>{open && <Palette ahead={ahead} onClose={() => toggle(false)} />}</Suspense>
    </>
  )
}
