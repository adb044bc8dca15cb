import type { KeyboardEvent } from 'react'
import { shortened } from '@/lib/values/titles-in-words'
import { Input, Textarea } from '../ui/forms/input'
import { ChoiceOfText } from './choice-of-text'
import type { FieldKind, InputProps } from './kind'
import { LinesInCell } from './lines-in-cell'
import { oneLine, typed } from './typed'

export const text: FieldKind<string | null, string> = {
  draft: (value) => value ?? '',
  read(draft, { field }) {
    const value = draft.trim() || null
    return value === null && field.required ? { problem: 'Must not be empty' } : { value }
  },
  typed: (draft) => draft,
  ofText: (text, { multiline }) => (multiline ? text : oneLine(text)),
  words: (value, { field }) => (value ? `“${field.multiline ? shortened(value) : value}”` : undefined),
  Input(props) {
    const { choices, format } = props.context.field
    const Input = choices ? ChoiceOfText : format ? OneLine : Lines
    return <Input {...props} />
  },
  CellInput: (props) => (props.context.field.multiline ? <LinesInCell {...props} /> : <OneLine {...props} />),
  Cell: ({ value }) => value && <bdi title={value}>{value}</bdi>,
  span: 'col-span-12',
}

function OneLine(props: InputProps<string>) {
  return <Input {...typed(props)} />
}

/** A text that wraps; without `multiline` it stays one line, and Enter submits the form. */
function Lines(props: InputProps<string>) {
  const { field } = props.context
  if (field.multiline) return <Textarea {...typed(props)} />

  function submit(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
  }
  return (
    <Textarea
      {...typed(props)}
      required={field.required}
      onKeyDown={submit}
      className="min-h-8 resize-none touch:min-h-11"
    />
  )
}
