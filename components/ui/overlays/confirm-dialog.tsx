import { type ReactNode, useState } from 'react'
import { useSubmit } from '../../use-submit'
import { Field } from '../forms/field'
import { FormError } from '../forms/form-error'
import { Input } from '../forms/input'
import { FormDialog } from './form-dialog'

type Props = {
  title: string
  children: ReactNode
  confirmLabel: string
  typeToConfirm?: string
  /** Confirms; when it throws, the dialog stays open with the message. */
  onConfirm: () => Promise<void>
  onClose: () => void
}

export function ConfirmDialog(props: Props) {
  const { title, children, confirmLabel, typeToConfirm, onConfirm, onClose } = props
  const [typed, setTyped] = useState('')
  const { submit, busy, error } = useSubmit(onConfirm)
  return (
    <FormDialog
      title={title}
      role="alertdialog"
      size="sm"
      verb={confirmLabel}
      busy={busy}
      disabled={typeToConfirm !== undefined && typed.trim() !== typeToConfirm.trim()}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className="text-pretty text-muted">{children}</div>
      {typeToConfirm !== undefined && (
        <Field label={`Type “${typeToConfirm}” to go on`}>
          <Input dir="auto" autoComplete="off" value={typed} onChange={(e) => setTyped(e.target.value)} />
        </Field>
      )}
      <FormError message={error?.message} />
    </FormDialog>
  )
}
