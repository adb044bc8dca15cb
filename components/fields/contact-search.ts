import { useEffect, useState } from 'react'
import { api } from '@/components/api'
import type { Contact } from '@/lib/contacts/schema'
import type { Named } from './kind'

const path = '/api/organization-contact'

export async function findContacts(text: string, take: number, signal?: AbortSignal) {
  const where = text ? `&where[q]=${encodeURIComponent(text)}` : ''
  const query = `${path}/pagination?take=${take}&order[name]=ASC${where}`
  return (await api<{ items: Contact[] }>(query, { signal })).items
}

export const createContact = (name: string) => api<Named>(path, { method: 'POST', body: { name } })

const known = new Map<string, Named>()
const reloads = new Set<(id: string) => void>()

/** Loads a contact again wherever it is shown by `useContact`. */
export const reloadContact = (id: string) => {
  for (const reload of reloads) reload(id)
}

/** A contact by its id; undefined without one, or until it is loaded. */
export function useContact(id: string | undefined) {
  const [contact, setContact] = useState(known.get(id ?? ''))

  useEffect(() => {
    if (!id) return
    const loading = new AbortController()
    const load = () =>
      api<Named>(`${path}/${id}`, { signal: loading.signal }).then(
        (found) => {
          known.set(id, found)
          setContact(found)
        },
        () => {},
      )
    const reload = (changed: string) => changed === id && load()
    load()
    reloads.add(reload)
    return () => {
      loading.abort()
      reloads.delete(reload)
    }
  }, [id])

  return contact?.id === id ? contact : undefined
}
