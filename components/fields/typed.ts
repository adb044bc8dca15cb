import type { InputProps } from './kind'

/** A text whose line breaks and tabs are blanks. */
export const oneLine = (text: string) => text.replace(/\s*[\n\t]\s*/g, ' ')

/** The attributes of a control in which a text is typed; without `multiline` its line breaks and tabs are blanks. */
export const typed = ({ draft, onDraft, context: { field } }: InputProps<string>) => ({
  dir: 'auto' as const,
  maxLength: field.max,
  autoComplete: 'off',
  inputMode: field.format,
  value: draft,
  onChange: ({ target: { value } }: { target: { value: string } }) => onDraft(field.multiline ? value : oneLine(value)),
})
