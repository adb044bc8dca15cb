import { useEffect, useSyncExternalStore } from 'react'
import { api } from '@/components/api'
import { createObservable } from '@/components/observable'
import type { Contact } from '@/lib/contacts/schema'
import type { Named } from './kind'

const path = '/api/organization-contact'

export async function findContacts(text: string, take: number, signal?: AbortSignal) {
  const where = text ? `&where[q]=${encodeURIComponent(text)}` : ''
  const query = `${path}/pagination?take=${take}&order[name]=ASC${where}`
  return (await api<{ items: Contact[] }>(query, { signal })).items
}

export const createContact = (name: string) => api<Named>(path, { method: 'POST', body: { name } })

const known = createObservable<ReadonlyMap<string, Named>>(new Map())

async function load(id: string) {
  const contact = await api<Named>(`${path}/${id}`).catch(() => undefined)
  if (contact) known.set(new Map(known.get()).set(id, contact))
}

/** Loads a contact again that was shown by `useContact`. */
export const reloadContact = (id: string) => known.get().has(id) && load(id)

/** A contact by its id; undefined without one, or until it is loaded. */
export function useContact(id = '') {
  useEffect(() => {
    if (id) load(id)
  }, [id])
  const get = () => known.get().get(id)
  return useSyncExternalStore(known.subscribe, get, get)
}
