import * as z from 'zod'
import { forLog, fromDatabase } from '@/db/errors'
import { type Actor, lackedBy } from '../auth/actor'
import type { Permission } from '../auth/permissions'
import { requireActor } from '../auth/require-actor'
import { AppError, type ErrorCode, isAppError, problem } from '../errors'
import { parseQuery, tenantsNamedIn } from '../query/grammar'
import { NoQuery, TenantQuery } from '../query/schema'
import { parseOver, textWrittenBack } from '../values/new-text'
import { chargeRequest } from './charge'
import { etagOf, heldTag, readIfMatch } from './etag'
import type { RequestHeader } from './headers'
import { readKey } from './idempotency/key'
import { type Answer as Kept, once } from './idempotency/once'
import { toJson } from './json'
import { badFields, parse, parseJson, readText, refuseForgery, refuseOtherTenant } from './request'
import { workInTurn } from './work-in-turn'

/** What a route is, in data: the handler runs by it and /api/openapi.json is written from it. */
export type Definition = {
  /** Name of the operation for generated clients, as in listDeals. */
  operationId: string
  summary: string
  /** What the summary has no room for. */
  about?: string
  /** Without one, being signed in is enough. One to edit also needs the one to view the same. */
  permission?: Permission
  params?: z.ZodType
  /** Schema of the query; without one a route names the caller's own tenant at most. */
  query?: z.ZodType
  body?: z.ZodType
  /** The entity that the body is written over: what it has already is not refused. */
  over?(actor: Actor, id: string): Promise<object>
  /** Schema of a success; without it the answer is 204 and empty. */
  answer?: z.ZodType
  status?: 200 | 201
  /** Instead of an answer: what the events of a stream carry. */
  events?: z.ZodType
  /** Headers that the handler reads beside If-Match. */
  headers?: readonly RequestHeader[]
  /** Units of heavy work that a request asks for or, given its answer, that it took; see lib/http/weights.ts. */
  heavy?(input: object, answer?: object): number
  /** Charged to no budget and kept under no Idempotency-Key. */
  isFree?: true
  /** Error codes that do not follow from the rest of the definition. */
  errors?: readonly ErrorCode[]
}

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined

export type Input<D extends Definition> = {
  params: Parsed<D['params']>
  query: Parsed<D['query']>
  body: Parsed<D['body']>
  ifMatch: ReturnType<typeof readIfMatch>
  request: Request
}

type Answer<D extends Definition> = D['answer'] extends z.ZodType ? z.input<D['answer']> : unknown
type Result<D extends Definition> = Answer<D> | Response | Promise<Answer<D> | Response>
type Context = { params: Promise<Record<string, string | string[] | undefined> | undefined> }

export type Handler = ((request: Request, context: Context) => Promise<Response>) & {
  definition: Definition
  isPublic: boolean
}

/** A route for signed-in callers; whatever is thrown becomes a problem. */
export function route<const D extends Definition>(
  definition: D,
  handler: (actor: Actor, input: Input<D>) => Result<D>,
): Handler {
  const complete = { query: TenantQuery, ...definition }
  return answering(complete, false, async (request, params, headers) => {
    const actor = await requireActor(request.headers)
    if (!definition.isFree) await chargeRequest(actor, request, headers)
    const lacked = definition.permission && lackedBy(actor, definition.permission)
    if (lacked) throw new AppError('forbidden', `Your role does not include ${lacked}.`)
    refuseForgery(request, actor)
    refuseOtherTenant(actor, request.headers.get('tenant-id'))
    const text = definition.body && (await readText(request))
    const input = await readInput(complete, request, { params, text }, actor)
    const isWrite = !isRead(request)
    const key = isWrite && !definition.isFree ? readKey(request, { address: addressOf(request.url), text }) : undefined
    const run = async (report?: (units: number) => void) => {
      const work = async (actor: Actor) => {
        const result = await handler(actor, input)
        report?.(definition.heavy!(input, Object(result)))
        return result
      }
      if (!key) return respond(definition, input, await work(actor), headers)
      const answer = await once(actor, key, async (actor) => answerOf(definition, input, await work(actor)))
      if (answer.isReplayed) {
        report?.(0)
        headers['idempotency-replayed'] = 'true'
      }
      return send(answer, request, headers)
    }
    const units = definition.heavy?.(input)
    return units ? workInTurn(actor, { units, isWrite, signal: request.signal, headers }, run) : run()
  })
}

export function publicRoute<const D extends Definition>(
  definition: D,
  handler: (input: Input<D>) => Result<D>,
): Handler {
  const complete = { query: NoQuery, ...definition }
  return answering(complete, true, async (request, params, headers) => {
    const text = definition.body && (await readText(request))
    const input = await readInput(complete, request, { params, text })
    return respond(definition, input, await handler(input), headers)
  })
}

async function readInput<D extends Definition>(
  definition: Definition & { query: z.ZodType },
  request: Request,
  { params, text }: { params: unknown; text: string | undefined },
  actor?: Actor,
): Promise<Input<D>> {
  const search = searchOf(request.url)
  const query = search ? parseQuery(search) : undefined
  const body = text === undefined ? undefined : parseJson(text)
  if (actor) refuseOtherTenant(actor, ...(query ? tenantsNamedIn(query) : []), body?.tenantId)
  return {
    params: definition.params && parse(definition.params, params),
    query: query ? parse(definition.query, query) : withoutQuery(definition.query),
    body: definition.body && (await parseBody(definition, definition.body, body, params, actor)),
    ifMatch: readIfMatch(request),
    request,
  } as Input<D>
}

async function parseBody({ over }: Definition, schema: z.ZodType, body: unknown, params: unknown, actor?: Actor) {
  try {
    return parse(schema, body)
  } catch (refusal) {
    const { id } = Object(params) as { id?: string }
    const entity = actor && (await over?.(actor, String(id)).catch(() => undefined))
    if (!entity || !isAppError(refusal)) throw refusal
    const fields = refusal.details.fields ?? []
    const texts = fields.map(({ path }) => textWrittenBack(body, entity, path.split('.')))
    const wrong = fields.filter((_, i) => texts[i] === undefined)
    if (wrong.length) throw badFields(wrong)
    return parseOver(
      texts.filter((text) => text !== undefined),
      () => parse(schema, body),
    )
  }
}

const empty = new WeakMap<z.ZodType, unknown>()

function withoutQuery(schema: z.ZodType) {
  if (!empty.has(schema)) empty.set(schema, parse(schema, {}))
  return empty.get(schema)
}

type Headers = Record<string, string>

function answering(
  definition: Definition,
  isPublic: boolean,
  run: (request: Request, params: Record<string, unknown>, headers: Headers) => Promise<Response>,
): Handler {
  const handle = async (request: Request, context: Context) => {
    const requestId = requestIdOf(request)
    const headers: Headers = { 'x-request-id': requestId }
    // Next leaves it undefined on a path without parameters.
    const params = (await context.params) ?? {}
    try {
      return await run(request, params, headers)
    } catch (error) {
      const refusal = refusalFor(error, requestId)
      return withHeaders(problem(refusal, { instance: addressOf(request.url), requestId }), headers)
    }
  }
  return Object.assign(handle, { definition, isPublic })
}

const requestIdOf = (request: Request) => request.headers.get('x-request-id') ?? crypto.randomUUID()

async function respond(
  definition: Definition,
  input: { request: Request; query: unknown },
  value: unknown,
  headers: Headers,
) {
  if (value instanceof Response) return withHeaders(value, headers)
  return send(await answerOf(definition, input, value), input.request, headers)
}

async function answerOf({ answer, status = 200 }: Definition, { query }: { query: unknown }, value: unknown) {
  if (!answer) return { status: 204, etag: null, body: null }
  const body = await toJson(value)
  const version = value && typeof value === 'object' && 'version' in value ? value.version : undefined
  const etag = typeof version === 'number' ? etagOf(version, asksForRelations(query) ? body : undefined) : null
  return { status, etag, body }
}

function send({ status, etag, body }: Kept, request: Request, headers: Headers) {
  if (body === null) return new Response(null, { status, headers })
  headers['content-type'] = 'application/json'
  headers['cache-control'] = 'no-store'
  if (!etag) return new Response(body, { status, headers })
  const held = isRead(request) ? heldTag(request, etag) : undefined
  headers.etag = held ?? etag
  return held ? new Response(null, { status: 304, headers }) : new Response(body, { status, headers })
}

const isRead = ({ method }: { method: string }) => method === 'GET' || method === 'HEAD'

const asksForRelations = (query: unknown) =>
  typeof query === 'object' &&
  query !== null &&
  'relations' in query &&
  query.relations instanceof Set &&
  query.relations.size > 0

function searchOf(url: string) {
  const start = url.indexOf('?')
  return start < 0 ? '' : url.slice(start)
}

function refusalFor(error: unknown, requestId: string) {
  if (isAppError(error)) return error
  const known = fromDatabase(error)
  if (!known || known.code === 'unavailable') console.error(`[${requestId}]`, forLog(error))
  return known ?? new AppError('internal', 'Something went wrong on our side. Nothing was changed; try again.')
}

/** Path and query of a URL, as they were sent. */
const addressOf = (url: string) => url.replace(/^[^/]*\/\/[^/?]*/, '')

function withHeaders(response: Response, headers: Headers) {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof METHODS)[number]
type Methods = Record<Method, (request: Request, context: Context) => Promise<Response>>

/** Handlers of all methods of a path; those that it does not have answer 405 with Allow. */
export function methods(own: Partial<Record<Method, Handler>>): Methods {
  const allow = METHODS.filter((method) => own[method] || method === 'OPTIONS' || (method === 'HEAD' && own.GET)).join(
    ', ',
  )
  const refusal = publicRoute({ operationId: 'refuse', summary: 'Method not allowed', query: z.unknown() }, () => {
    throw new AppError('method_not_allowed', `This address knows ${allow}.`, { headers: { allow } })
  })
  // Without a definition, as the OpenAPI document has no such method.
  const refuse: Methods['GET'] = (request, context) => refusal(request, context)
  const all: Methods = {
    GET: refuse,
    HEAD: refuse,
    POST: refuse,
    PUT: refuse,
    PATCH: refuse,
    DELETE: refuse,
    OPTIONS: refuse,
    ...own,
  }
  const { GET } = own
  if (GET)
    all.HEAD = async (request, context) => {
      const { status, headers, body } = await GET(request, context)
      // Nobody reads the body, and a stream would not end by itself.
      await body?.cancel()
      return new Response(null, { status, headers })
    }
  all.OPTIONS = async (request) =>
    new Response(null, { status: 204, headers: { allow, 'x-request-id': requestIdOf(request) } })
  return all
}
