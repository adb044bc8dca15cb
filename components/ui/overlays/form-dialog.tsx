import type { ComponentProps, ReactNode } from 'react'
import { Button } from '../button'
import { Dialog, DialogBody, DialogFooter } from './dialog'

type Props = Omit<ComponentProps<typeof Dialog>, 'bare'> &
  Pick<ComponentProps<'form'>, 'onSubmit' | 'onKeyDown'> & {
    /** What the button that submits is called. */
    verb: string
    variant?: 'primary' | 'danger'
    busy?: boolean
    disabled?: boolean
    /** The button beside it, instead of one that closes the dialog. */
    other?: ReactNode
    bodyClass?: string
  }

/** A dialog whose content is one form, which says itself what is wrong. */
export function FormDialog({ verb, variant = 'primary', busy, disabled, ...props }: Props) {
  const { other, bodyClass, onSubmit, onKeyDown, children, ...dialog } = props
  return (
    <Dialog {...dialog}>
      <form noValidate onSubmit={onSubmit} onKeyDown={onKeyDown} className="contents">
        <DialogBody className={bodyClass}>{children}</DialogBody>
        <DialogFooter>
          {other ?? <Button onClick={dialog.onClose}>Cancel</Button>}
          <Button type="submit" variant={variant} busy={busy} disabled={disabled}>
            {verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
