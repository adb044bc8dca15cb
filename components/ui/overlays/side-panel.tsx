import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import { type ReactNode, useState } from 'react'
import { IconButton } from '../icon-button'

type Props = {
  title: string
  onClose: () => void
  /** Called before Escape closes the panel. */
  onEscape?: () => void
  actions?: ReactNode
  children: ReactNode
}

/** A panel at the side of a page that stays in use, open while mounted; on small screens a sheet. */
export function SidePanel({ title, onClose, onEscape, actions, children }: Props) {
  const [isSheet] = useState(() => matchMedia('(width < 40rem)').matches)
  const stay = (event: Event) => event.preventDefault()
  return (
    <Radix.Root open modal={isSheet} onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        {isSheet && <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />}
        <Radix.Content
          aria-describedby={undefined}
          onInteractOutside={isSheet ? undefined : stay}
          onCloseAutoFocus={stay}
          onEscapeKeyDown={onEscape}
          className="fixed inset-x-0 bottom-0 z-40 flex h-[92dvh] animate-sheet-in flex-col rounded-t-xl border-border bg-raised shadow-float outline-none sm:top-24 sm:right-0 sm:bottom-0 sm:left-auto sm:h-auto sm:w-[26rem] sm:rounded-none sm:border-l lg:top-12"
        >
          <header className="flex items-start gap-2 px-5 pt-4 pb-1">
            <Radix.Title dir="auto" translate="no" className="min-w-0 flex-1 truncate text-base font-semibold">
              {title}
            </Radix.Title>
            <div className="-mt-1 -mr-2 flex">
              {actions}
              <IconButton label="Close" shortcut="Escape" icon={<X aria-hidden />} onClick={onClose} />
            </div>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
