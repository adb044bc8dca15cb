import { requestHeaders } from '../headers'
import type { Definition } from '../route'
import type { Json, Schemas } from './schemas'

/** Parameters of an operation: those in the path, of the query, and headers. */
export const parametersOf = (method: string, path: string, definition: Definition, schemas: Schemas): Json[] => [
  ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => reference(name!)),
  ...queryParameters(definition, schemas),
  ...headersRead(method, definition, schemas).map(reference),
]

const reference = (name: string) => ({ $ref: `#/components/parameters/${name}` })

/** Parameters that many operations have, by their names. */
export const sharedParameters = {
  id: {
    name: 'id',
    in: 'path',
    required: true,
    description: 'Id of what the address names',
    schema: { type: 'string', format: 'uuid' },
  },
  ...Object.fromEntries(
    Object.entries(requestHeaders).map(([name, header]) => [name, { name, in: 'header', ...header }]),
  ),
}

/** What reads or writes something that has versions reads the headers for them. */
function headersRead(method: string, definition: Definition, schemas: Schemas) {
  const { headers = [], errors = [] } = definition
  if (method === 'GET') return [...headers, ...(hasVersion(definition, schemas) ? ['If-None-Match'] : [])]
  return [...headers, ...(method !== 'POST' && errors.includes('stale') ? ['If-Match'] : [])]
}

/** Whether the answer is one entity with a version, which is its ETag. */
export function hasVersion({ answer }: Definition, schemas: Schemas) {
  if (!answer) return false
  const { version } = (schemas.resolve(schemas.toJson(answer, 'output')).properties ?? {}) as Record<string, Json>
  return version?.type === 'integer'
}

function queryParameters({ query }: Definition, schemas: Schemas) {
  if (!query) return []
  const { properties = {}, required = [] } = schemas.resolve(schemas.toJson(query, 'input')) as {
    properties?: Record<string, Json>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, deprecated, ...schema }]) => ({
    name,
    in: 'query',
    ...(required.includes(name) && { required: true }),
    ...(description ? { description } : {}),
    ...(deprecated ? { deprecated } : {}),
    ...styleOf(schemas.resolve(schema)),
    schema,
  }))
}

/** Objects are written in brackets, lists with commas. */
function styleOf({ type, anyOf = [] }: Json): Json {
  const types = [type, ...(anyOf as Json[]).map((one) => one.type)].flat()
  if (types.includes('object')) return { style: 'deepObject', explode: true }
  if (types.includes('array')) return { style: 'form', explode: false }
  return {}
}
