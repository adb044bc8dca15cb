import clsx from 'clsx'
import { SlidersHorizontal } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { Suspense, useRef, useState } from 'react'
import { useActions } from '@/components/actions'
import { iconButtonClass } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { sortWords } from '../store/order'
import { shapeOf } from '../url/shape'

const ViewPopover = later(() => import('./view-popover'))

/** Opens the view popover, also by the key V. */
export function ViewButton() {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { sort } = shapeOf(useSearchParams())
  const label = sort ? `View, sorted by ${sortWords(sort)}` : 'View'

  useActions([{ name: 'Change how the board is shown', key: 'v', run: () => setOpen(true) }])

  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-label={label}
        aria-keyshortcuts="V"
        title={`${label} (V)`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={clsx(iconButtonClass, sort ? 'bg-accent-soft text-text' : 'aria-expanded:bg-hover')}
      >
        <SlidersHorizontal aria-hidden />
      </button>
      <Suspense>{open && <ViewPopover anchor={anchor} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
