import { useEffect, useState } from 'react'
import { api } from '@/components/api'
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

/** The contacts that match the text: loaded ones and, where there are more, those the server finds by its words. */
export function useContactSearch(loaded: ListedContact[], typed: string) {
  const text = typed.trim().toLowerCase()
  const [answer, setAnswer] = useState<{ text: string; items: ListedContact[] }>()
  const isPart = loaded.length >= LOADED

  useEffect(() => {
    if (!isPart || !text) return
    const search = new AbortController()
    const timer = setTimeout(() => {
      const query = `take=100&order[name]=ASC&q=${encodeURIComponent(text)}`
      api<{ items: Contact[] }>(`/api/organization-contact/pagination?${query}`, { signal: search.signal })
        .then(({ items }) => setAnswer({ text, items }))
        .catch(() => {})
    }, 200)
    return () => {
      clearTimeout(timer)
      search.abort()
    }
  }, [isPart, text])

  const here = text ? loaded.filter(matches(text)) : loaded
  const known = new Set(here.map(({ id }) => id))
  const further = answer?.text === text ? answer.items.filter(({ id }) => !known.has(id)) : []
  return { rows: [...here, ...further], isPart: isPart && !text }
}
