import qs from 'qs'
import { badField } from '../errors'

const PROTOTYPE_KEY = /(^|[?&[]|%5B)(_|%5F){2}proto(_|%5F){2}([=&[\]]|%5B|%5D|$)/i

/** The bracket grammar of `where[a][b]=v&relations[]=x`. Deeper or longer than any real query is refused. */
export function parseQuery(search: string): Record<string, unknown> {
  // qs leaves such a key out without a word, and a filter that is left out shows everything.
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
  // What a browser client's call without an argument comes to.
  for (const key of Object.keys(query)) if (query[key] === 'undefined') delete query[key]
  return query
}

/** What a JSON parameter holds, with its numbers and flags as the text that a query has; undefined for no JSON. */
export function parseJsonParameter(text: string): unknown {
  try {
    return JSON.parse(text, (_, value) => (['number', 'boolean'].includes(typeof value) ? String(value) : value))
  } catch {
    return undefined
  }
}

/** Every tenant that a query names, wherever it asks for something by it. */
export function tenantsNamedIn({ tenantId, where, stage, data }: Record<string, unknown>): unknown[] {
  return valuesOf({ tenantId, where, stage, data: typeof data === 'string' && parseJsonParameter(data) })
}

function valuesOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (key === 'tenantId' ? [inner] : valuesOf(inner)))
}
