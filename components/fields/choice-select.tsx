import { Select } from '../ui/forms/select'
import { type Choice, choiceOf } from './choice'
import type { InputProps, Named } from './kind'

type Props = InputProps<Choice> & {
  offered: Named[]
  /** What stands for none, where that can be chosen. */
  none?: string
}

/** A choice in a form, where all are known. */
export function ChoiceSelect({ draft, onDraft, offered, none }: Props) {
  return (
    <Select value={draft.id ?? ''} onChange={(event) => onDraft(choiceOf(event.target.value || null, offered))}>
      {none && <option value="">{none}</option>}
      {offered.map(({ id, name }) => (
        <option key={id} value={id} translate="no">
          {name}
        </option>
      ))}
    </Select>
  )
}
