import { NamedSelect } from '../ui/forms/named-select'
import { type Choice, choiceOf } from './choice'
import type { InputProps, Named } from './kind'

type Props = InputProps<Choice> & {
  offered: Named[]
  /** What stands for none, where that can be chosen. */
  none?: string
}

export function ChoiceSelect({ draft, onDraft, offered, none }: Props) {
  return (
    <NamedSelect offered={offered} value={draft.id ?? ''} onChange={(id) => onDraft(choiceOf(id || null, offered))}>
      {none && <option value="">{none}</option>}
    </NamedSelect>
  )
}
