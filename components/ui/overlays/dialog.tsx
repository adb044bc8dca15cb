import clsx from 'clsx'
import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { IconButton } from '../icon-button'

type Props = {
  title: string
  description?: ReactNode
  onClose: () => void
  children: ReactNode
  size?: 'sm' | 'md'
  /** Hides the header visually. */
  bare?: boolean
  /** Makes it an alert dialog, for what cannot be undone easily. */
  role?: 'dialog' | 'alertdialog'
}

const widths = { sm: 'sm:max-w-sm', md: 'sm:max-w-lg' }

/** Focuses the first field or the safe answer instead of the button that closes. */
function focusFirstField(event: Event) {
  const dialog = event.target as HTMLElement
  const field =
    dialog.querySelector<HTMLElement>('[data-autofocus]') ??
    dialog.querySelector<HTMLElement>('input, textarea, select')
  if (!field) return
  event.preventDefault()
  field.focus()
}

/** A dialog, open while mounted; on small screens a sheet. */
export function Dialog({ title, description, onClose, children, size = 'md', bare, role = 'dialog' }: Props) {
  const [opener] = useState(() => (typeof document === 'undefined' ? null : document.activeElement))

  /** Radix would focus a trigger, which a dialog that is mounted by its opener has not got. */
  function focusOpener(event: Event) {
    event.preventDefault()
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
  }

  return (
    <Radix.Root open onOpenChange={(open) => open || onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 flex animate-fade-in items-end justify-center bg-scrim sm:items-start sm:p-6 sm:pt-[10vh]">
          <Radix.Content
            role={role}
            onOpenAutoFocus={focusFirstField}
            onCloseAutoFocus={focusOpener}
            {...(description ? {} : { 'aria-describedby': undefined })}
            className={clsx(
              'flex max-h-[92dvh] w-full animate-sheet-in flex-col rounded-t-xl bg-raised shadow-float outline-none sm:max-h-[80vh] sm:rounded-xl',
              widths[size],
            )}
          >
            <header className={bare ? 'sr-only' : 'flex items-start gap-2 px-5 pt-4 pb-1'}>
              <div className="min-w-0 flex-1">
                <Radix.Title dir="auto" className="truncate text-base font-semibold">
                  {title}
                </Radix.Title>
                {description && (
                  <Radix.Description className="mt-0.5 text-pretty text-muted">{description}</Radix.Description>
                )}
              </div>
              <div className="-mt-1 -mr-2 flex">
                <IconButton label="Close" icon={<X aria-hidden />} onClick={onClose} />
              </div>
            </header>
            {children}
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** The scrolling part of a dialog; `tabIndex` lets keys scroll it where nothing in it can be focused. */
export function DialogBody({ className, ...props }: ComponentProps<'div'>) {
  return <div className={clsx('flex min-h-0 flex-col gap-4 overflow-y-auto px-5 py-3', className)} {...props} />
}

/** The buttons of a dialog, the main one last. */
export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-border px-5 py-3">
      {children}
    </footer>
  )
}
