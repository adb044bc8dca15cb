import { Ajv2020 } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import { stranger } from './support/client'
import { type Document, liveDocument, type Operation, templateOf } from './support/documented'
import { routesOnDisk } from './support/route-files'

let document: Document
let operations: { name: string; path: string; operation: Operation }[]
beforeAll(async () => {
  document = await liveDocument()
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, path, operation })),
  )
})

describe('the document', () => {
  test('has every route of the folders, and no other', async () => {
    const onDisk = (await routesOnDisk()).map(({ method, path }) => `${method} ${path}`)
    expect(onDisk.length).toBeGreaterThan(20)
    expect(operations.map(({ name }) => name).sort()).toEqual(onDisk.sort())
  })

  test('says of each route whether it is open to strangers', async () => {
    for (const { method, path, isPublic } of await routesOnDisk())
      expect(document.paths[path]![method.toLowerCase()]!.security, `${method} ${path}`).toEqual(
        isPublic ? [] : undefined,
      )
  })

  test('is served to strangers as JSON', async () => {
    const { status, body } = await stranger.get<Document>('/api/openapi.json')
    expect(status).toBe(200)
    expect(body).toEqual(document)
  })

  test('is OpenAPI 3.1', () => {
    const ajv = new Ajv2020({ strict: false })
    expect(ajv.validate(openApi31, document), ajv.errorsText()).toBe(true)
  })

  test('declares each parameter of a path, and each once', () => {
    for (const { name, path, operation } of operations) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path').map((given) => given.name)
      expect(inPath, name).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter))
      const keys = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
      expect(new Set(keys).size, name).toBe(keys.length)
    }
  })

  test('holds schemas that are JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false, validateSchema: true })
    addFormats(ajv)
    ajv.addSchema(document, 'document')
    for (const schema of operations.flatMap(({ operation }) => schemasOf(operation)))
      expect(ajv.validateSchema(schema), JSON.stringify(schema).slice(0, 300)).toBe(true)
  })

  test('refers only to what it holds', () => {
    const references = JSON.stringify(document).match(/"\$ref":"([^"]+)"/g) ?? []
    expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']))
    expect(document.components.schemas.Problem).toBeDefined()
  })

  test('refuses every signed-in route with 401 and 403, and every body with 400, 413 and 415', () => {
    for (const { name, operation } of operations) {
      const statuses = Object.keys(operation.responses)
      if (!operation.security) expect(statuses, name).toEqual(expect.arrayContaining(['401', '403']))
      if (operation.requestBody) expect(statuses, name).toEqual(expect.arrayContaining(['400', '413', '415']))
    }
  })
})

test('a literal path wins over one with a parameter', () => {
  const templates = ['/api/deals/{id}', '/api/deals/count', '/api/auth/login']
  expect(templateOf(templates, '/api/deals/count')).toBe('/api/deals/count')
  expect(templateOf(templates, '/api/deals/x')).toBe('/api/deals/{id}')
  expect(templateOf(templates, '/api/deal')).toBeUndefined()
})

function schemasOf({ parameters, requestBody, responses }: Operation) {
  const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)]
  return [
    ...parameters.map(({ schema }) => schema),
    ...contents.flatMap((content) => Object.values(content ?? {}).map(({ schema }) => schema)),
  ]
}

const content = {
  type: 'object',
  minProperties: 1,
  additionalProperties: {
    type: 'object',
    required: ['schema'],
    properties: { schema: { type: ['object', 'boolean'] } },
    additionalProperties: false,
  },
}

/** The part of the specification's own schema that this document makes use of, and nothing beside it. */
const openApi31 = {
  type: 'object',
  required: ['openapi', 'info', 'paths'],
  additionalProperties: false,
  properties: {
    openapi: { pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      required: ['title', 'version'],
      additionalProperties: false,
      properties: { title: { type: 'string' }, version: { type: 'string' }, description: { type: 'string' } },
    },
    servers: { type: 'array', items: { type: 'object', required: ['url'] } },
    security: { $ref: '#/$defs/security' },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        minProperties: 1,
        propertyNames: { enum: ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] },
        additionalProperties: { $ref: '#/$defs/operation' },
      },
    },
    components: {
      type: 'object',
      additionalProperties: false,
      properties: {
        schemas: { type: 'object', additionalProperties: { type: ['object', 'boolean'] } },
        securitySchemes: {
          type: 'object',
          required: ['bearer', 'session'],
          additionalProperties: {
            type: 'object',
            required: ['type'],
            oneOf: [
              { properties: { type: { const: 'http' } }, required: ['scheme'] },
              {
                properties: { type: { const: 'apiKey' }, in: { enum: ['query', 'header', 'cookie'] } },
                required: ['name', 'in'],
              },
            ],
          },
        },
      },
    },
  },
  $defs: {
    security: {
      type: 'array',
      items: {
        type: 'object',
        propertyNames: { enum: ['bearer', 'session'] },
        additionalProperties: { type: 'array' },
      },
    },
    operation: {
      type: 'object',
      required: ['responses', 'summary'],
      additionalProperties: false,
      properties: {
        summary: { type: 'string', minLength: 1 },
        description: { type: 'string' },
        security: { $ref: '#/$defs/security' },
        parameters: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'in', 'schema'],
            additionalProperties: false,
            properties: {
              name: { type: 'string' },
              in: { enum: ['query', 'header', 'path', 'cookie'] },
              required: { type: 'boolean' },
              description: { type: 'string' },
              schema: { type: ['object', 'boolean'] },
              style: { enum: ['form', 'deepObject', 'simple'] },
              explode: { type: 'boolean' },
            },
            if: { properties: { in: { const: 'path' } } },
            // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
            then: { properties: { required: { const: true } } },
          },
        },
        requestBody: {
          type: 'object',
          required: ['content'],
          additionalProperties: false,
          properties: { required: { type: 'boolean' }, content },
        },
        responses: {
          type: 'object',
          minProperties: 1,
          propertyNames: { pattern: '^[1-5]\\d\\d$' },
          additionalProperties: {
            type: 'object',
            required: ['description'],
            additionalProperties: false,
            properties: { description: { type: 'string' }, headers: { type: 'object' }, content },
          },
        },
      },
    },
  },
}
