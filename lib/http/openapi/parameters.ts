import { requestHeaders } from '../headers'
import type { Definition } from '../route'
import type { Json, Schemas } from './schemas'

export type Operation = { method: string; path: string; definition: Definition; isPublic: boolean }

/** Whether an operation takes an Idempotency-Key: what somebody signed in writes, but not signing out. */
export const isKeyed = ({ method, definition, isPublic }: Operation) =>
  !isPublic && !definition.isFree && method !== 'GET'

/** Parameters of an operation: those in the path, of the query, and headers. */
export const parametersOf = (operation: Operation, schemas: Schemas): Json[] => [
  ...[...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => reference(name!)),
  ...queryParameters(operation.definition, schemas),
  ...headersRead(operation, schemas).map(reference),
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
function headersRead(operation: Operation, schemas: Schemas) {
  const { method, definition } = operation
  const { headers = [], errors = [] } = definition
  if (method === 'GET') return [...headers, ...(hasVersion(definition, schemas) ? ['If-None-Match'] : [])]
  const key = isKeyed(operation) ? ['Idempotency-Key'] : []
  return [...headers, ...(method !== 'POST' && errors.includes('stale') ? ['If-Match'] : []), ...key]
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
