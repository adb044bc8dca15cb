import type { ComponentProps, ReactNode } from 'react'
import { Button } from '../button'
import { Dialog, DialogBody, DialogFooter } from './dialog'

type Props = Omit<ComponentProps<typeof Dialog>, 'actions' | 'bare' | 'role'> &
  Pick<ComponentProps<'form'>, 'onSubmit' | 'onKeyDown'> & {
    /** What the button that submits is called. */
    verb: string
    busy?: boolean
    /** The button beside it, instead of one that closes the dialog. */
    other?: ReactNode
  }

/** A dialog whose content is one form, which says itself what is wrong. */
export function FormDialog({ verb, busy, other, onSubmit, onKeyDown, children, ...dialog }: Props) {
  return (
    <Dialog {...dialog}>
      <form noValidate onSubmit={onSubmit} onKeyDown={onKeyDown} className="contents">
        <DialogBody>{children}</DialogBody>
        <DialogFooter>
          {other ?? <Button onClick={dialog.onClose}>Cancel</Button>}
          <Button type="submit" variant="primary" busy={busy}>
            {verb}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
