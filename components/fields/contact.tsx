import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { ApiError } from '../api'
import type { Option } from '../ui/forms/combobox'
import { toast } from '../ui/overlays/toast'
import { useAnswer } from '../use-answer'
import { type Choice, ChoiceInput, choiceOf, isSameText, meant, nameIn, ofChoices } from './choice'
import { createContact, findContacts } from './contact-search'
import type { FieldContext, FieldKind, InputProps } from './kind'

const NEW = 'new'
const MOST_LOOKED_AT = 50

export const contact: FieldKind<string | null, Choice> = {
  ...ofChoices,
  draft: (value, { contacts }) => choiceOf(value, contacts),
  read(draft, context) {
    if (draft.problem) return { problem: draft.problem }
    if (draft.id !== undefined) return { value: draft.id }
    const name = draft.text.trim()
    if (!name) return { value: null }
    const same = context.contacts.find((each) => isSameText(each.name, name))
    return same && !draft.isNew ? { value: same.id } : { find: () => settled(draft, context) }
  },
  words: (value, { contacts }) => nameIn(contacts, value),
  Input: ContactInput,
  Cell: ({ value, context }) => <bdi>{nameIn(context.contacts, value)}</bdi>,
  hint: ({ isSearch }) => (isSearch ? undefined : 'Type to find or create one.'),
}

/** The contact that a text means or that is made of it, or the text with the reason why it means none. */
async function settled({ text, isNew }: Choice, { field, isSearch }: FieldContext): Promise<Choice> {
  const name = text.trim()
  try {
    const found = isNew
      ? await createContact(name)
      : meant(name, await findContacts(name, MOST_LOOKED_AT), field.label.toLowerCase())
    if ('problem' in found)
      return { text, problem: isSearch ? found.problem : `${found.problem} Choose one, or create it.` }
    if (isNew) toast(`Contact ${found.name} created`)
    return choiceOf(found.id, [found])
  } catch (reason) {
    if (reason instanceof ApiError) return { text, problem: reason.message }
    throw reason
  }
}

const suggest = (text: string, signal: AbortSignal) => findContacts(text, 8, signal)

/** Finds a contact by typing, or creates one of the name. */
function ContactInput({ draft, onDraft, context: { isSearch } }: InputProps<Choice>) {
  const [isAsked, setAsked] = useState(false)
  const name = draft.text.trim()
  const isTyped = draft.id === undefined && name !== ''
  const { text, value: found = [] } = useAnswer(isAsked ? (isTyped ? name : '') : undefined, suggest) ?? {}
  const isKnown = text !== name || found.some((each) => isSameText(each.name, name))
  const options: Option[] = found.map(({ id, name }) => ({ id, name, icon: <Avatar name={name} decorative /> }))
  if (!isTyped) options.unshift({ id: '', name: 'None' })
  else if (!isSearch && !draft.isNew && !isKnown)
    options.push({ id: NEW, name: `Create “${name}”`, icon: <Plus aria-hidden /> })

  return (
    <ChoiceInput
      draft={draft}
      onDraft={(choice) => onDraft(choice.id === NEW ? { text: name, isNew: true } : choice)}
      options={options}
      onFocus={() => setAsked(true)}
    />
  )
}
