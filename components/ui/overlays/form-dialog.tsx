import type { ComponentProps, ReactNode } from 'react'
import { Button } from '../button'
import { Dialog, DialogBody, DialogFooter } from './dialog'

type Props = Omit<ComponentProps<typeof Dialog>, 'bare'> &
  Pick<ComponentProps<'form'>, 'onSubmit' | 'onKeyDown'> & {
    /** What the button that submits is called. */
    verb: string
    busy?: boolean
    disabled?: boolean
    /** The button beside it, instead of one that closes the dialog. */
    other?: ReactNode
  }

/** A dialog whose content is one form, which says itself what is wrong. */
export function FormDialog({ verb, busy, disabled, ...props }: Props) {
  const { other, onSubmit, onKeyDown, children, ...dialog } = props
  const isAlert = dialog.role === 'alertdialog'
  return (
    <Dialog {...dialog}>
      <form noValidate onSubmit={onSubmit} onKeyDown={onKeyDown} className="contents">
        <DialogBody className="@container">{children}</DialogBody>
        <DialogFooter>
          {other ?? (
            <Button data-autofocus={isAlert || undefined} onClick={dialog.onClose}>
              Cancel
            </Button>
          )}
          <Button type="submit" variant={isAlert ? 'danger' : 'primary'} busy={busy} disabled={disabled}>
            {verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
