import { kindOf } from '../fields/kinds'
import { Field } from '../ui/forms/field'
import type { Drafting } from './use-draft'

type Props<Values> = {
  name: keyof Values & string
  drafting: Drafting<Values>
  /** Hides the label visually, where a heading over several has it. */
  hideLabel?: boolean
  /** Its columns of twelve, where those of its kind do not suit. */
  span?: string | undefined
}

/** The input of a field in a form, with its label and what is to be said of it. */
export function FieldInput<Values>({ name, drafting, hideLabel, span }: Props<Values>) {
  const { form, draft, now, change, messageOf } = drafting
  const field = form.fields[name]
  const kind = kindOf(field)
  const context = form.contextOf(name, now)
  const isEmpty = draft[name] === undefined && kind.words(now[name], context) === undefined
  const isRequired = context.stage?.requiredFields.some((each) => each === name)
  return (
    <Field
      hideLabel={hideLabel}
      label={hideLabel ? field.label : field.label + (kind.unit ?? '')}
      error={messageOf(name)}
      hint={isEmpty && (isRequired ? `${context.stage?.name} asks for it.` : kind.hint?.(context))}
      className={hideLabel ? undefined : (span ?? kind.span)}
    >
      <kind.Input
        draft={draft[name] ?? kind.draft(now[name], context)}
        onDraft={(typed) => change(name, typed)}
        context={context}
      />
    </Field>
  )
}
