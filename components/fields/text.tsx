import type { KeyboardEvent } from 'react'
import { shortened } from '@/lib/values/titles-in-words'
import { Input, Textarea } from '../ui/forms/input'
import { ChoiceOfText, oneLine } from './choice-of-text'
import type { FieldKind, InputProps } from './kind'
import { LinesInCell } from './lines-in-cell'

export const text: FieldKind<string | null, string> = {
  draft: (value) => value ?? '',
  read(draft, { field }) {
    const value = draft.trim() || null
    return value === null && field.required ? { problem: 'Must not be empty' } : { value }
  },
  typed: (draft) => draft,
  ofText: (text, { multiline }) => (multiline ? text : oneLine(text)),
  isSame: (one, other) => one === other,
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

const attributesOf = ({ control, draft, context: { field } }: InputProps<string>) => ({
  ...control,
  dir: 'auto' as const,
  maxLength: field.max,
  autoComplete: 'off',
  inputMode: field.format,
  value: draft,
})

function OneLine(props: InputProps<string>) {
  return <Input {...attributesOf(props)} onChange={(event) => props.onDraft(event.target.value)} />
}

/** A text that wraps; without `multiline` it stays one line, and Enter submits the form. */
function Lines(props: InputProps<string>) {
  const { onDraft, context } = props
  if (context.field.multiline)
    return <Textarea {...attributesOf(props)} onChange={(event) => onDraft(event.target.value)} />

  function submit(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.form?.requestSubmit()
  }
  return (
    <Textarea
      {...attributesOf(props)}
      required={context.field.required}
      onKeyDown={submit}
      onChange={(event) => onDraft(oneLine(event.target.value))}
      className="min-h-8 resize-none touch:min-h-11"
    />
  )
}
