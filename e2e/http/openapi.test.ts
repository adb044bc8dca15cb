import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '@/lib/roles/schema'
import { exampleIds } from '@/lib/values/example-ids'
import { ok, stranger } from './support/client'
import {
  type Document,
  fetchDocument,
  liveDocument,
  type Operation,
  type Schema,
  templateOf,
} from './support/documented'
import { EventReader } from './support/event-reader'
import { makeBoard, makeDeal, makeUndone } from './support/made'
import { routesOnDisk } from './support/route-files'
import { pathOf, table } from './support/route-table'
import { type Member, newAdmin } from './support/tenant'

/** The document as it was sent, and with every reference in place. */
let sent: Document
let document: Document
let operations: { name: string; path: string; operation: Operation }[]
const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: true })
addFormats(ajv)

beforeAll(async () => {
  sent = await fetchDocument()
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
    expect(body).toEqual(sent)
  })

  test('has no fault that a linter knows, however strict', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'openapi-'))
    const file = path.join(folder, 'openapi.json')
    await writeFile(file, JSON.stringify(sent))
    const linter = path.resolve('node_modules/@redocly/cli/bin/cli.js')
    const args = [linter, 'lint', file, '--extends=recommended-strict', '--format=json']
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    const { stdout } = await promisify(execFile)(process.execPath, args, { env }).catch((error) => error)
    await rm(folder, { recursive: true })
    expect(JSON.parse(stdout).problems).toEqual([])
  })

  test('names what it has: each operation, and every object that is sent', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)*$/)
    const names = ['Contact', 'Deal', 'DealChanges', 'DealPage', 'Member', 'NewDeal', 'Pipeline', 'Problem', 'Stage']
    expect(Object.keys(sent.components.schemas!)).toEqual(expect.arrayContaining(names))
    const messages = Object.values(sent.paths).flatMap((item) =>
      Object.values(item).flatMap(({ requestBody, responses }) => [requestBody, ...Object.values(responses)]),
    )
    const schemas = messages.flatMap((message) => Object.values(message?.content ?? {}).map(({ schema }) => schema))
    expect(schemas.length).toBeGreaterThan(50)
    expect(schemas.filter(({ properties }) => properties)).toEqual([])
  })

  test('describes each parameter, has those of each path, and each once', () => {
    for (const { name, path, operation } of operations) {
      const parameters = operation.parameters ?? []
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map((given) => given.name)
      expect(inPath, name).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter))
      const keys = parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
      expect(new Set(keys).size, name).toBe(keys.length)
      for (const { name: parameter, description } of parameters)
        expect(description, `${name} ${parameter}`).toMatch(/./)
    }
  })

  test('has what stands in headers', () => {
    const { get, put } = document.paths['/api/deals/{id}']!
    const names = ({ parameters }: Operation) => parameters!.map(({ name }) => name)
    expect(names(put!)).toContain('If-Match')
    expect(names(get!)).toContain('If-None-Match')
    expect(get!.responses).toHaveProperty('304')
    expect(names(document.paths['/api/changes/stream']!.get!)).toContain('Last-Event-ID')
    const { 200: success, 429: tooMany } = get!.responses
    expect(Object.keys(success!.headers!)).toEqual(['X-Request-Id', 'ETag', 'RateLimit', 'RateLimit-Policy'])
    expect(tooMany!.headers).toHaveProperty('Retry-After')
  })

  test('has a key, and what is said of one, for all that somebody signed in writes', () => {
    for (const { name, operation } of operations) {
      const isKeyed = !operation.security && !name.startsWith('GET ') && name !== 'POST /api/auth/logout'
      const keys = operation.parameters?.filter((parameter) => parameter.name === 'Idempotency-Key') ?? []
      expect(keys.length, name).toBe(isKeyed ? 1 : 0)
      if (!isKeyed) continue
      const success = Object.entries(operation.responses).find(([status]) => status < '300')
      expect(Object.keys(success![1].headers!), name).toContain('Idempotency-Replayed')
      expect(Object.keys(operation.responses), name).toEqual(expect.arrayContaining(['409', '422']))
    }
  })

  test('holds schemas that are JSON Schema 2020-12', () => {
    for (const schema of operations.flatMap(({ operation }) => schemasOf(operation)))
      expect(ajv.validateSchema(schema), JSON.stringify(schema).slice(0, 300)).toBe(true)
  })

  test('refuses every signed-in route with 401 and 403, and every body with 400, 413 and 415', () => {
    for (const { name, operation } of operations) {
      const statuses = Object.keys(operation.responses)
      if (!operation.security) expect(statuses, name).toEqual(expect.arrayContaining(['401', '403']))
      if (operation.requestBody) expect(statuses, name).toEqual(expect.arrayContaining(['400', '413', '415']))
    }
  })
})

describe('its examples', () => {
  test('of bodies are what their schemas say, and are accepted', async () => {
    const admin = await newAdmin()
    const { pipeline, second, client, view } = await makeBoard(admin)
    const { items: roles } = ok(await admin.get<{ items: Role[] }>('/api/roles'))
    const role = roles.find(({ name }) => name === 'VIEWER')!
    const { undoneDeal } = await makeUndone(admin, second)
    const withBody = operations.filter(({ operation }) => operation.requestBody)
    expect(withBody.length).toBeGreaterThan(12)
    for (const { name, operation } of withBody) {
      const { schema, example } = operation.requestBody!.content['application/json']!
      requireValid(schema, example, name)
      const deal = await makeDeal(admin, pipeline.stages[0]!.id)
      const ids = { pipeline: pipeline.id, deal: deal.id, undoneDeal, contact: client.id, view: view.id, role: role.id }
      const places = new Map<unknown, string>([
        [exampleIds.stage, second],
        [exampleIds.deal, deal.id],
        [exampleIds.client, client.id],
      ])
      const body = JSON.parse(JSON.stringify(example), (_, value) => places.get(value) ?? value)
      const secret = await secrets[name]?.(admin)
      const [method] = name.split(' ') as [string]
      const path = pathOf(name, ids[table[name]!.id as keyof typeof ids])
      ok(await admin.send(method, path, { body: { ...body, ...secret } }))
    }
  })

  test('of answers are what their schemas say', () => {
    const answers = operations.flatMap(({ name, operation: { responses } }) =>
      Object.values(responses).flatMap(({ content = {} }) =>
        Object.values(content).map(({ schema, example }) => ({ name, schema, example })),
      ),
    )
    const withExample = answers.filter(({ example }) => example !== undefined)
    expect(withExample.length).toBeGreaterThan(40)
    for (const { name, schema, example } of withExample) requireValid(schema, example, name)
  })

  /** What no example can know. */
  const secrets: Record<string, (member: Member) => object | Promise<object>> = {
    'POST /api/auth/login': ({ account: { email, password } }) => ({ email, password }),
    async 'POST /api/auth/refresh-token'({ account: { email, password } }) {
      const signedIn = await stranger.post<{ refresh_token: string }>('/api/auth/login', { email, password })
      return { refresh_token: ok(signedIn).refresh_token }
    },
  }
})

test('each parameter of a query is understood as the document writes it', async () => {
  const admin = await newAdmin()
  const { pipeline, deal, client } = await makeBoard(admin)
  const ids = { pipelines: pipeline.id, deals: deal.id, 'organization-contact': client.id }
  for (const { name, path, operation } of operations) {
    if (!name.startsWith('GET ') || path === '/api/changes/stream') continue
    const address = path.replace('{id}', ids[path.split('/')[2] as keyof typeof ids])
    const inQuery = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query')
    for (const query of together(inQuery.flatMap(({ name, schema }) => written(name, schema)))) {
      const { status, text } = await admin.get(address, query)
      expect([200, 404], `${name}?${query} ${text}`).toContain(status)
    }
  }
})

/** An amount needs a currency beside it, data is JSON inside of a text, and a cursor comes from an answer. */
const MOST_TOGETHER = 40

/** Queries that have each assignment once, many in each, and no name twice. */
function together(assignments: string[]) {
  const queries: Map<string, string>[] = []
  for (const assignment of assignments) {
    const [name = ''] = assignment.split('=')
    const outer = name.replace(/\[[^[]*\]$/, '')
    const place = queries.find((query) => query.size < MOST_TOGETHER && !query.has(name) && !query.has(outer))
    if (place) place.set(name, assignment)
    else queries.push(new Map([[name, assignment]]))
  }
  return queries.map((query) => [...query.values()].join('&'))
}

const NOT_ALONE = /\b(amount|data|after|tenantId)\b/

/** A parameter with each of the values that its schema names, or with one that it allows. */
function written(name: string, schema: Schema): string[] {
  if (NOT_ALONE.test(name)) return []
  const { properties = {}, type } = schema
  const inside = Object.entries(properties).flatMap(([key, inner]) => written(`${name}[${key}]`, inner))
  return type === 'object' ? inside : [...valuesOf(schema).map((value) => `${name}=${value}`), ...inside]
}

function valuesOf({ type, format, anyOf, enum: choices, const: constant, items, minimum = 1 }: Schema): unknown[] {
  if (constant !== undefined) return [constant]
  if (choices) return choices
  if (anyOf) return anyOf.flatMap(valuesOf)
  if (type === 'array') return [valuesOf(items!).join()]
  if (type === 'boolean') return [true, false]
  if (type === 'integer' || type === 'number') return [minimum]
  const byFormat = { uuid: exampleIds.deal, date: '2026-11-28', 'date-time': '2026-11-28T09:30:00.000Z' }
  return [byFormat[format as keyof typeof byFormat] ?? 'x']
}

test('each event of the stream is one that the document has', async () => {
  const admin = await newAdmin()
  const { pipeline, deal } = await makeBoard(admin)
  const authorization = `Bearer ${admin.account.token}`
  const reader = await EventReader.open({ authorization }, { pipelineId: pipeline.id, presence: 'true' })
  await reader.ready()
  ok(await admin.put(`/api/deals/${deal.id}`, { title: 'Renamed' }))
  ok(await admin.delete(`/api/deals/${deal.id}`))
  for (const kind of ['presence', 'change']) await reader.until(({ event }) => event === kind)
  await reader.until(({ data }) => data.action === 'deleted')
  await reader.close()
  const { schema } = document.paths['/api/changes/stream']!.get!.responses[200]!.content!['text/event-stream']!
  for (const { event, data } of reader.heard) requireValid(schema, data, event)
})

test('a literal path wins over one with a parameter', () => {
  const templates = ['/api/deals/{id}', '/api/deals/count', '/api/auth/login']
  expect(templateOf(templates, '/api/deals/count')).toBe('/api/deals/count')
  expect(templateOf(templates, '/api/deals/x')).toBe('/api/deals/{id}')
  expect(templateOf(templates, '/api/deal')).toBeUndefined()
})

function requireValid(schema: Schema, value: unknown, label: string) {
  expect(ajv.validate(schema, value), `${label} ${JSON.stringify(value)} ${ajv.errorsText()}`).toBe(true)
}

function schemasOf({ parameters = [], requestBody, responses }: Operation) {
  const contents = [requestBody?.content, ...Object.values(responses).map(({ content }) => content)]
  return [
    ...parameters.map(({ schema }) => schema),
    ...contents.flatMap((content) => Object.values(content ?? {}).map(({ schema }) => schema)),
  ]
}
