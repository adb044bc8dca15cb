import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { place } from '../place'

type Props = { anchor: RefObject<HTMLElement | null>; label: string; onClose: () => void; children: ReactNode }

const items = (panel: HTMLElement) => [...panel.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')]

/** The list of a menu, open while mounted: a native popover, which needs no portal and gives the focus back. */
export function MenuPanel({ anchor, label, onClose, children }: Props) {
  const ref = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const panel = ref.current!
    panel.showPopover()
    place(panel, anchor.current!.getBoundingClientRect())
    const all = items(panel)
    const current = all.find((item) => item.ariaChecked === 'true')
    ;(current ?? all[0])?.focus()
  }, [anchor])

  useEffect(() => {
    const close = (event: Event) => {
      if (!ref.current?.contains(event.target as Node)) ref.current?.hidePopover()
    }
    const showing = new AbortController()
    addEventListener('resize', close, { signal: showing.signal })
    addEventListener('scroll', close, { capture: true, signal: showing.signal })
    return () => showing.abort()
  }, [])

  function walk(event: KeyboardEvent<HTMLElement>) {
    event.stopPropagation()
    const all = items(event.currentTarget)
    const at = all.indexOf(document.activeElement as HTMLElement)
    const next = destination(event.key, all, at)
    if (event.key === 'Tab') ref.current!.hidePopover()
    if (next === undefined) return
    event.preventDefault()
    all[next]?.focus()
  }

  return (
    <div
      ref={ref}
      popover="auto"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className="fixed inset-auto m-0 min-w-44 max-w-72 animate-float-in overflow-y-auto rounded-lg bg-raised p-1 text-sm text-text shadow-float outline-none"
      onToggle={(event) => event.newState === 'closed' && onClose()}
      onKeyDown={walk}
      onPointerDown={(event) => event.stopPropagation()}
    >
      {children}
    </div>
  )
}

function destination(key: string, all: HTMLElement[], at: number) {
  const last = all.length - 1
  if (key === 'ArrowDown') return at >= last ? 0 : at + 1
  if (key === 'ArrowUp') return at <= 0 ? last : at - 1
  if (key === 'Home') return 0
  if (key === 'End') return last
  if (!/^\S$/u.test(key)) return
  const after = [...all.keys()].map((i) => (at + 1 + i) % all.length)
  return after.find((i) => all[i]!.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))
}
