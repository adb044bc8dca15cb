import qs from 'qs'
import { badField } from '../errors'

const PROTOTYPE_KEY = /(^|[?&[]|%5B)(_|%5F){2}proto(_|%5F){2}([=&[\]]|%5B|%5D|$)/i

/** Parses `where[a][b]=v&relations[]=x`. Throws bad_request when it is deeper or longer than any real query. */
export function parseQuery(search: string): Record<string, unknown> {
  // qs silently drops such a key, and without that filter the answer would be everything.
  if (PROTOTYPE_KEY.test(search)) throw badField('query', 'has a key that is not known here')
  let query: Record<string, unknown>
  try {
    query = qs.parse(search, {
      ignoreQueryPrefix: true,
      depth: 4,
      strictDepth: true,
      parameterLimit: 100,
      arrayLimit: 50,
      throwOnLimitExceeded: true,
      plainObjects: true,
    })
  } catch {
    throw badField('query', 'is nested too deeply or has too many parameters')
  }
  // Browser clients send the text `undefined` for a missing argument.
  for (const key of Object.keys(query)) if (query[key] === 'undefined') delete query[key]
  return query
}

/** Value of a JSON parameter, with numbers and flags as the text that a query has; undefined when it is not JSON. */
export function parseJsonParameter(text: string): unknown {
  try {
    return JSON.parse(text, (_, value) => (['number', 'boolean'].includes(typeof value) ? String(value) : value))
  } catch {
    return undefined
  }
}

export function tenantsNamedIn({ tenantId, where, stage, data }: Record<string, unknown>): unknown[] {
  return valuesOf({ tenantId, where, stage, data: typeof data === 'string' && parseJsonParameter(data) })
}

function valuesOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'tenantId' ? [inner] : valuesOf(inner)))
}
