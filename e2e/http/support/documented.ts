import { Ajv2020 } from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import { BASE_URL } from './settings'

type Content = Record<string, { schema: Schema; example?: unknown }>
export type Operation = {
  operationId: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { content: Content }
  responses: Record<string, { headers?: Record<string, { required?: boolean }>; content?: Content }>
  security?: Record<string, string[]>[]
}
export type Parameter = { name: string; in: string; description?: string; schema: Schema }
export type Schema = {
  type?: string | string[]
  format?: string
  enum?: unknown[]
  const?: unknown
  minimum?: number
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
}
export type Document = {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, object>>
}
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  instance: string
  code: string
  statusCode: number
  message: string | string[]
  error: string
  requestId: string
  errors?: { path: string; message: string }[]
  current?: unknown
  changed?: string[]
}
type Received = { status: number; headers: Headers; text: string }

let loading: ReturnType<typeof load> | undefined

export const fetchDocument = async () => (await (await fetch(`${BASE_URL}/api/openapi.json`)).json()) as Document

async function load() {
  const document = inlined(await fetchDocument())
  const ajv = new Ajv2020({ strict: false, allErrors: true, verbose: false })
  addFormats(ajv)
  ajv.addSchema(document, 'document')
  return { document, ajv }
}

const loaded = () => {
  loading ??= load()
  return loading
}

/** The document with what it refers to in place; an object has no properties but those that it names. */
function inlined(document: Document): Document {
  const place = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(place)
    if (typeof value !== 'object' || value === null) return value
    const { $ref, ...own } = value as { $ref?: string }
    const all: object = $ref ? { ...(place(targetOf(document, $ref)) as object), ...own } : own
    const placed = Object.fromEntries(Object.entries(all).map(([key, inner]) => [key, place(inner)]))
    return placed.type === 'object' && placed.properties ? { additionalProperties: false, ...placed } : placed
  }
  return place(document) as Document
}

const targetOf = (document: Document, reference: string) =>
  reference
    .split('/')
    .slice(1)
    .reduce((value: unknown, key) => (value as Record<string, unknown>)[key], document)

/** The document of the running server, with every reference in place. */
export const liveDocument = async () => (await loaded()).document

/** Fails unless the document of the running server promises this answer: its status, content type and body. */
export async function requireDocumented(method: string, url: URL, answer: Received) {
  const label = `${method} ${url.pathname}${url.search} answered ${answer.status} ${answer.text.slice(0, 500)}`
  expect(answer.status, label).toBeLessThan(500)
  expect(answer.headers.get('x-request-id'), label).toMatch(/^[0-9a-f-]{36}$/)
  if (method === 'HEAD' || (method === 'OPTIONS' && answer.status < 400)) return expect(answer.text, label).toBe('')
  if (answer.status >= 400) requireProblem(answer, url, label)

  const { document, ajv } = await loaded()
  const template = templateOf(Object.keys(document.paths), url.pathname)
  if (!template) return expect(answer.status, label).toBe(404)
  const operation = document.paths[template]![method.toLowerCase()]
  if (!operation) return expect(answer.status, label).toBe(405)
  const documented = operation.responses[answer.status]
  expect(documented, `${label}, a status that the document does not have`).toBeDefined()
  for (const [name, { required }] of Object.entries(documented?.headers ?? {}))
    if (required) expect(answer.headers.get(name), `${label}, without ${name}`).toBeTruthy()
  if (!documented?.content) return expect(answer.text, label).toBe('')
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  expect(Object.keys(documented.content), label).toContain(type)
  if (!type.endsWith('json')) return
  const pointer = ['paths', template, method.toLowerCase(), 'responses', answer.status, 'content', type, 'schema']
  const validate = ajv.getSchema(`document#/${pointer.map(escapePointer).join('/')}`)
  expect(validate, label).toBeDefined()
  expect(validate!(JSON.parse(answer.text)), `${label}: ${ajv.errorsText(validate!.errors)}`).toBe(true)
}

const escapePointer = (part: string | number) =>
  encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))

/** The template with the most literal segments wins, as in the router. */
export function templateOf(templates: string[], pathname: string) {
  const literals = (template: string) => template.split('/').filter((segment) => !segment.startsWith('{')).length
  return templates
    .filter((template) => toPattern(template).test(pathname))
    .sort((a, b) => literals(b) - literals(a))
    .at(0)
}

const toPattern = (template: string) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`)

/** An address in one spelling: Next's own router writes the query of a request anew. */
export function plainAddress(address: string) {
  const [path, search = ''] = address.split(/\?(.*)/s)
  return `${path}?${new URLSearchParams(`?${search}`)}`
}

const INSIDE = /SQLSTATE|PostgresError|drizzle|node_modules|violates|_pkey|syntax error at|\n\s+at |\bat .+:\d+:\d+/i

function requireProblem({ status, headers, text }: Received, url: URL, label: string) {
  expect(headers.get('content-type'), label).toBe('application/problem+json')
  const problem = JSON.parse(text) as Problem
  expect(problem, label).toMatchObject({
    type: expect.any(String),
    title: expect.stringMatching(/./),
    status,
    detail: expect.stringMatching(/./),
    instance: expect.any(String),
    code: expect.stringMatching(/^[a-z_]+$/),
    statusCode: status,
    error: problem.title,
    requestId: headers.get('x-request-id'),
  })
  expect(plainAddress(problem.instance), label).toBe(plainAddress(url.pathname + url.search))
  const { errors, message, detail } = problem
  expect(errors?.length, label).not.toBe(0)
  expect(message, label).toEqual(errors ? errors.map((error) => `${error.path}: ${error.message}`) : detail)
  expect(text, label).not.toMatch(INSIDE)
  if (status === 401) expect(headers.get('www-authenticate'), label).toBe('Bearer')
  if (status === 405) expect(headers.get('allow'), label).toBeTruthy()
  if (status === 429 || status === 503) expect(Number(headers.get('retry-after')), label).toBeGreaterThan(0)
}
