import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import { place } from '../place'

type Props = { anchor: RefObject<HTMLElement | null>; label: string; onClose: () => void; children: ReactNode }

/** A panel below its button, open while mounted; Escape and a press outside close it. */
export function Popover({ anchor, label, onClose, children }: Props) {
  const ref = useRef<HTMLDivElement>(null)

  useLayoutEffect(() => {
    const panel = ref.current!
    const reposition = () => place(panel, anchor.current!.getBoundingClientRect())
    panel.showPopover()
    reposition()
    panel.querySelector<HTMLElement>('select, button, input:not([type="radio"]), :checked')?.focus()
    const observer = new ResizeObserver(reposition)
    observer.observe(panel.firstElementChild!)
    addEventListener('resize', reposition)
    return () => {
      observer.disconnect()
      removeEventListener('resize', reposition)
    }
  }, [anchor])

  return (
    <div
      ref={ref}
      popover="auto"
      role="dialog"
      aria-label={label}
      className="fixed inset-auto m-0 w-80 max-w-[calc(100vw-1rem)] animate-float-in overflow-y-auto rounded-lg bg-raised text-sm text-text shadow-float outline-none"
      onToggle={(event) => event.target === event.currentTarget && event.newState === 'closed' && onClose()}
    >
      <div className="flex flex-col gap-4 p-4">{children}</div>
    </div>
  )
}
