import * as z from 'zod'
import manifest from '@/package.json'
import { viewPermissionOf } from '../auth/permissions'
import { type ErrorCode, statusOf } from '../errors'
import type { Definition, Handler } from './route'

type RouteFile = Record<string, unknown>
type Json = Record<string, unknown>

const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    statusCode: z.int(),
    message: z.union([z.string(), z.array(z.string())]).describe('A list when fields are wrong'),
    error: z.string().describe('The reason phrase'),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    current: z.unknown().optional().describe('With 412: the entity as it is now'),
  })
  .describe('RFC 9457, with the members that existing clients read beside it')

export function openApi(routes: Record<string, RouteFile>) {
  const paths: Json = {}
  for (const [path, file] of Object.entries(routes)) {
    const operations: Json = {}
    for (const [method, handler] of Object.entries(file))
      if (isHandler(handler)) operations[method.toLowerCase()] = operation(method, path, handler)
    paths[path] = operations
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Penstock', version: manifest.version, description: 'Pipelines, stages, deals and contacts.' },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { session: [] }],
    paths,
    components: {
      schemas: { Problem: jsonSchema(Problem, 'output') },
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of /api/auth/login' },
        session: { type: 'apiKey', in: 'cookie', name: 'next-auth.session-token' },
      },
    },
  }
}

const isHandler = (value: unknown): value is Handler => typeof value === 'function' && 'definition' in value

function operation(method: string, path: string, { definition, isPublic }: Handler): Json {
  const { summary, permission, body } = definition
  return {
    summary,
    ...(permission && {
      description: `Needs ${[viewPermissionOf[permission], permission].filter(Boolean).join(' and ')}.`,
    }),
    ...(isPublic && { security: [] }),
    parameters: [...pathParameters(path), ...queryParameters(definition)],
    ...(body && {
      requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } },
    }),
    responses: responses(method, path, definition, isPublic),
  }
}

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'id' ? { type: 'string', format: 'uuid' } : { type: 'string' },
  }))

function queryParameters({ query }: Definition) {
  if (!query) return []
  const { properties = {}, required = [] } = jsonSchema(query, 'input') as { properties?: Json; required?: string[] }
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
    ...((schema as Json).type === 'object' && { style: 'deepObject', explode: true }),
  }))
}

function responses(method: string, path: string, definition: Definition, isPublic: boolean): Json {
  const { permission, body, answer, status = 200, produces } = definition
  const refusals = new Set<ErrorCode>(definition.errors)
  if (!isPublic) for (const code of ['unauthenticated', 'too_many_requests'] as const) refusals.add(code)
  if (permission || !isPublic) refusals.add('forbidden')
  refusals.add('bad_request')
  if (path.includes('{id}')) refusals.add('not_found')
  if (body) refusals.add('too_large')
  // A write by cookie must be JSON even without a body.
  if (body || (!isPublic && method !== 'GET')) refusals.add('unsupported_media_type')
  for (const code of ['internal', 'unavailable'] as const) refusals.add(code)
  const success = produces
    ? { 200: { description: 'A stream', content: { [produces]: { schema: { type: 'string' } } } } }
    : answer
      ? { [status]: { description: 'Done', content: { 'application/json': { schema: jsonSchema(answer, 'output') } } } }
      : { 204: { description: 'Done; the answer is empty' } }
  const problems = [...refusals].map((code) => [
    statusOf(code),
    {
      description: code,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ])
  return { ...success, ...Object.fromEntries(problems) }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return json
}
