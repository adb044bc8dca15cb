import type { KeyboardEvent } from 'react'
import { Field } from '../ui/forms/field'
import { Textarea } from '../ui/forms/input'

type Props = { value: string; onChange: (value: string) => void; error?: string }

/** One line of text that wraps; Enter submits the form. */
export function TitleField({ value, onChange, error }: Props) {
  function submit(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
  }
  return (
    <Field label="Title" error={error}>
      {(control) => (
        <Textarea
          {...control}
          dir="auto"
          required
          maxLength={300}
          value={value}
          onKeyDown={submit}
          onChange={(event) => onChange(event.target.value.replace(/\s*[\n\t]\s*/g, ' '))}
          className="min-h-8 resize-none touch:min-h-11"
        />
      )}
    </Field>
  )
}
