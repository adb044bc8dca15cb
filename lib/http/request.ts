import type * as z from 'zod'
import type { Actor } from '../auth/actor'
import { AppError, type FieldError } from '../errors'

const MAX_BODY_BYTES = 1024 * 1024
/** Most field errors in one answer, so that a body of unknown keys is not answered at its own length. */
const MAX_FIELD_ERRORS = 50

/** The text of a JSON body. Throws unsupported_media_type, too_large or bad_request. */
export async function readText(request: Request): Promise<string> {
  requireJsonType(request)
  const bytes = await readBytes(request)
  try {
    return utf8.decode(bytes)
  } catch {
    throw new AppError('bad_request', 'The body is not valid UTF-8.')
  }
}

/** The JSON object that a body is. Throws bad_request. */
export function parseJson(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {
    throw new AppError('bad_request', 'The body is not valid JSON.')
  }
  throw new AppError('bad_request', 'The body must be a JSON object.')
}

function requireJsonType(request: Request) {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  const isPlain = /^(identity)?$/i.test(request.headers.get('content-encoding') ?? '')
  if (type !== 'application/json' || !isPlain)
    throw new AppError('unsupported_media_type', 'Send the body as plain application/json.')
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Bytes of a body; read in one piece when Content-Length says how many there are. */
async function readBytes(request: Request): Promise<Uint8Array | Buffer> {
  const length = request.headers.get('content-length')
  if (Number(length) > MAX_BODY_BYTES) throw tooLarge()
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    if (length) return new Uint8Array(await request.arrayBuffer())
    for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength
      if (bytes > MAX_BODY_BYTES) break
      chunks.push(chunk)
    }
  } catch {
    throw new AppError('bad_request', 'The body did not arrive whole.')
  }
  if (bytes > MAX_BODY_BYTES) throw tooLarge()
  return Buffer.concat(chunks)
}

const tooLarge = () => new AppError('too_large', 'The body is larger than 1 MiB.')

/** Throws forbidden for a write by cookie from another site, and unsupported_media_type unless it is JSON. */
export function refuseForgery(request: Request, actor: Actor) {
  if (actor.via !== 'board' || request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const sameOrigin = site ? site === 'same-origin' : origin !== null && hostOf(origin) === request.headers.get('host')
  if (!sameOrigin) throw new AppError('forbidden', 'This write did not come from the site itself. Use a bearer token.')
  requireJsonType(request)
}

const hostOf = (origin: string) => (URL.canParse(origin) ? new URL(origin).host : undefined)

/** Throws forbidden when a request names a tenant other than the actor's. */
export function refuseOtherTenant(actor: Actor, ...tenants: unknown[]) {
  for (const named of tenants) {
    if (named === undefined || named === null) continue
    if (typeof named !== 'string' || named.toLowerCase() !== actor.tenantId)
      throw new AppError('forbidden', 'The tenant named in the request is not yours.')
  }
}

/** Parses an input by a schema. Throws bad_request that names each field that is wrong. */
export function parse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw badFields(result.error.issues.flatMap(toFieldErrors).slice(0, MAX_FIELD_ERRORS))
}

export const badFields = (fields: FieldError[]) =>
  new AppError('bad_request', fields.map(({ path, message }) => `${path}: ${message}`).join('; '), { fields })

function toFieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const path = issue.path.map(String)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ path: [...path, key].join('.'), message: 'is not known here' }))
  if (issue.code === 'invalid_union' && issue.errors.length) {
    const deepest = issue.errors.find((issues) => issues.some((inner) => inner.path.length > 0))
    if (deepest) return deepest.flatMap((inner) => toFieldErrors({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined')
  return [{ path: path.join('.') || 'body', message: isMissing ? 'is required' : lowerFirst(issue.message) }]
}

const lowerFirst = (message: string) => message.charAt(0).toLowerCase() + message.slice(1)
