import { Combobox, type Option } from '@/components/ui/forms/combobox'
import { fold, includesText } from '@/lib/values/fold'
import type { InputProps, Named, Reading } from './kind'

/** What stands in an input of choices: a text and, of a choice that was made, its id; null is none. */
export type Choice = { text: string; id?: string | null; problem?: string; isNew?: true }

/** The choice of what has this id; it has no text where its name is not known. */
export const choiceOf = (id: string | null, offered: Named[]): Choice => ({ text: nameIn(offered, id) ?? '', id })

export const nameIn = (offered: Named[], id: string | null) => offered.find((each) => each.id === id)?.name

/** What is the same of all kinds whose values are ids. */
export const ofChoices = {
  typed: ({ text }: Choice) => text,
  ofText: (text: string): Choice => ({ text }),
  isChosen: ({ id, isNew }: Choice) => id !== undefined || isNew === true,
  span: 'col-span-12 @lg:col-span-6',
}

export const isSameText = (one: string, other: string) => fold(one) === fold(other)

/** The choice that a text means: the one of that name or, without one, the only one that has it in its name. */
export function meant(text: string, offered: Named[], what: string): Named | { problem: string } {
  const exact = offered.filter(({ name }) => isSameText(name, text))
  const found = exact.length ? exact : offered.filter(({ name }) => includesText(name, text))
  if (found.length === 1) return found[0]!
  return { problem: found.length ? `“${text}” stands in ${found.length} names.` : `“${text}” is no ${what}.` }
}

/** Reads a draft whose choices are all known. */
export function readChoice({ text, id }: Choice, offered: Named[], what: string): Reading<string | null, Choice> {
  if (id !== undefined) return { value: id }
  if (!text.trim()) return { value: null }
  const choice = meant(text.trim(), offered, what)
  return 'problem' in choice ? choice : { value: choice.id }
}

type Props = Pick<InputProps<Choice>, 'draft' | 'onDraft'> & { options: Option[]; onFocus?: () => void }

/** A text with the choices that it narrows. */
export function ChoiceInput({ draft, options, onDraft, onFocus }: Props) {
  return (
    <Combobox
      dir="auto"
      maxLength={300}
      text={draft.text}
      onText={(text) => onDraft({ text })}
      options={options}
      onSelect={({ id, name }) => onDraft(id ? { text: name, id } : { text: '', id: null })}
      onFocus={(event) => {
        event.target.select()
        onFocus?.()
      }}
    />
  )
}

/** The choices whose name has the text in it; all of them for a choice that was made. */
export const narrowed = (options: Option[], { text, id }: Choice) =>
  id === undefined ? options.filter(({ name }) => includesText(name, text.trim())) : options
