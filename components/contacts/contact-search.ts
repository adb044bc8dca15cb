import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import type { Contact } from '@/lib/contacts/schema'
import { says } from '@/lib/values/accents'

/** `deals` is missing on rows the search brought in. */
export type ListedContact = Contact & { deals?: number }

/** What a page holds at once; past it the server searches. */
const LOADED = 1000

const matches = (text: string) => (contact: ListedContact) =>
  [contact.name, contact.primaryEmail, contact.primaryPhone].some((value) => value && says(value, text))

/** Rows that match what is typed: from those at hand and, where there are more, from the server by name. */
export function useContactSearch(loaded: ListedContact[], typed: string) {
  const text = typed.trim().toLowerCase()
  const [answer, setAnswer] = useState<{ text: string; items: ListedContact[] }>()
  const isPart = loaded.length >= LOADED

  useEffect(() => {
    if (!isPart || !text) return
    const search = new AbortController()
    const timer = setTimeout(() => {
      const query = `take=100&order[name]=ASC&where[name]=${encodeURIComponent(text)}`
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
