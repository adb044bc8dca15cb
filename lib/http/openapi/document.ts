import manifest from '@/package.json'
import { viewPermissionOf } from '../../auth/permissions'
import type { Handler } from '../route'
import { exampleOf } from './examples'
import { parametersOf, sharedParameters } from './parameters'
import { responsesOf, sharedHeaders, sharedResponses } from './responses'
import { collectSchemas, type Json, type Schemas } from './schemas'
import { tagOf, tags } from './tags'

type RouteFile = Record<string, unknown>

/** The API's OpenAPI document, of the definitions that its routes run by. */
export function openApi(routes: Record<string, RouteFile>) {
  const schemas = collectSchemas()
  const paths = Object.fromEntries(
    Object.entries(routes).map(([path, file]) => [path, operationsOf(path, file, schemas)]),
  )
  const responses = sharedResponses(schemas)
  return {
    openapi: '3.1.0',
    info: {
      title: 'Penstock',
      version: manifest.version,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: 'Whoever runs this server' },
    },
    servers: [{ url: '/', description: 'This server' }],
    security: [{ bearer: [] }, { session: [] }],
    tags,
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas.named).sort(([a], [b]) => (a < b ? -1 : 1))),
      parameters: sharedParameters,
      headers: sharedHeaders,
      responses,
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of /api/auth/login' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'next-auth.session-token',
          description: 'Of a browser that has signed in; a write must come from the site itself',
        },
      },
    },
  }
}

const description = `Pipelines, stages, deals and contacts. \
Ids are UUIDs, moments are in UTC, amounts in major units of their currency. A refusal is a Problem with a stable \`code\`; \
a query parameter or a member of a body that is not known is refused by name. A method that an address does not have is \
answered 405, and \`Allow\` names those that it has; HEAD is there where GET is, and OPTIONS everywhere.`

function operationsOf(path: string, file: RouteFile, schemas: Schemas): Json {
  const own = Object.entries(file).flatMap(([method, handler]) => (isHandler(handler) ? [{ method, handler }] : []))
  return Object.fromEntries(
    own.map(({ method, handler }) => [method.toLowerCase(), operation(method, path, handler, schemas)]),
  )
}

const isHandler = (value: unknown): value is Handler => typeof value === 'function' && 'definition' in value

function operation(method: string, path: string, { definition, isPublic }: Handler, schemas: Schemas): Json {
  const { operationId, summary, about, body } = definition
  const parameters = parametersOf({ method, path, definition, isPublic }, schemas)
  return {
    operationId,
    summary,
    description: [about, rightsOf(definition.permission, isPublic)].filter(Boolean).join(' '),
    tags: [tagOf(path)],
    ...(isPublic && { security: [] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: bodyOf(schemas.toJson(body, 'input'), schemas) }),
    responses: responsesOf({ method, path, definition, isPublic }, schemas),
  }
}

function rightsOf(permission: Handler['definition']['permission'], isPublic: boolean) {
  if (isPublic) return 'Open to strangers.'
  if (!permission) return 'Needs a sign-in alone.'
  return `Needs ${[viewPermissionOf[permission], permission].filter(Boolean).join(' and ')}.`
}

const bodyOf = (schema: Json, schemas: Schemas) => ({
  required: true,
  content: { 'application/json': { schema, example: exampleOf(schema, schemas) } },
})
