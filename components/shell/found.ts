import { notFound } from 'next/navigation'
import { isAppError } from '@/lib/errors'

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Returns what `load` finds by an id of the URL, or shows the not-found page. */
export async function found<T>(id: string, load: (id: string) => Promise<T>): Promise<T> {
  if (!guid.test(id)) notFound()
  return load(id).catch((error) => {
    if (isAppError(error) && error.code === 'not_found') notFound()
    throw error
  })
}
