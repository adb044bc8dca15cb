import { findContacts } from '@/components/fields/contact-search'
import { useAnswer } from '@/components/use-answer'
import type { Contact } from '@/lib/contacts/schema'
import { fold, wordsOf } from '@/lib/values/fold'

/** A contact with its number of deals, which rows of the server's search lack. */
export type ListedContact = Contact & { deals?: number }

/** The most contacts that a page loads; beyond that the server searches. */
const LOADED = 1000

const matches = (text: string) => (contact: ListedContact) =>
  wordsOf(text).every((word) =>
    [contact.name, contact.primaryEmail, contact.primaryPhone, contact.website].some(
      (value) => value && fold(value).includes(word),
    ),
  )

const search = (text: string, signal: AbortSignal) => findContacts(text, 100, signal)

/** The contacts that match the text: loaded ones and, where there are more, those the server finds by its words. */
export function useContactSearch(loaded: ListedContact[], typed: string) {
  const text = typed.trim().toLowerCase()
  const isPart = loaded.length >= LOADED
  const answer = useAnswer(isPart && text ? text : undefined, search, 200)

  const here = text ? loaded.filter(matches(text)) : loaded
  const known = new Set(here.map(({ id }) => id))
  const further = answer?.text === text ? answer.value.filter(({ id }) => !known.has(id)) : []
  return { rows: [...here, ...further], isPart: isPart && !text }
}
