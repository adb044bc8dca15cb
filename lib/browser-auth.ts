import { parse as parseCookies } from 'cookie'
import NextAuth from 'next-auth'
import * as z from 'zod'
import { forLog } from '@/db/errors'
import { authOptions } from './auth'
import { AppError, type ErrorCode, problem } from './errors'
import { type Handler, requestIdOf } from './route'

const MAX_FORM_BYTES = 64 * 1024

/** The sign-in pages' own protocol, spoken by next-auth/react. API clients use /api/auth/login. */
const handle = async (request: Request, context: Parameters<Handler>[1]) => {
  const requestId = requestIdOf(request)
  try {
    const { nextauth } = (await context.params) ?? {}
    const answer = new Answer()
    await NextAuth(
      {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        cookies: parseCookies(request.headers.get('cookie') ?? ''),
        query: { ...Object.fromEntries(new URL(request.url).searchParams), nextauth },
        body: await readForm(request),
      } as never,
      answer as never,
      authOptions(),
    )
    return answer.setHeader('x-request-id', requestId).toResponse()
  } catch (error) {
    const refusal =
      error instanceof AppError ? error : new AppError('internal', 'Signing in failed on our side. Try again.')
    if (refusal !== error) console.error(`[${requestId}]`, forLog(error))
    return problem(refusal, { instance: '/api/auth/:nextauth', requestId })
  }
}

/** next-auth would read a body of any size. Throws too_large and unsupported_media_type. */
async function readForm(request: Request): Promise<Record<string, unknown>> {
  if (request.method === 'GET') return {}
  const type = request.headers.get('content-type')?.split(';')[0]
  if (type !== 'application/x-www-form-urlencoded' && type !== 'application/json')
    throw new AppError('unsupported_media_type', 'Send a form.')
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > MAX_FORM_BYTES) throw new AppError('too_large', 'The form is larger than 64 KiB.')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString()
  return type === 'application/json' ? parseJson(text) : Object.fromEntries(new URLSearchParams(text))
}

const parseJson = (text: string): Record<string, unknown> => {
  try {
    const fields = Object.entries(Object(JSON.parse(text || '{}')))
    return Object.fromEntries(fields.map(([key, value]) => [key, String(value)]))
  } catch {
    throw new AppError('bad_request', 'The body is not valid JSON.')
  }
}

/** What next-auth writes to, in the shape it expects of a page's response; it has no other form without Next. */
class Answer {
  #status = 200
  #body: string | null = null
  #headers = new Map<string, string | string[]>()

  status(status: number) {
    this.#status = status
    return this
  }
  getHeader(name: string) {
    return this.#headers.get(name.toLowerCase())
  }
  setHeader(name: string, value: string | string[]) {
    this.#headers.set(name.toLowerCase(), value)
    return this
  }
  json(value: unknown) {
    this.setHeader('content-type', 'application/json')
    this.#body = JSON.stringify(value)
  }
  send(value: unknown) {
    if (typeof value === 'string') this.#body = value
    else if (value !== undefined) this.json(value)
  }
  end() {}
  toResponse() {
    const headers = new Headers()
    for (const [name, value] of this.#headers) for (const one of [value].flat()) headers.append(name, one)
    return new Response(this.#body, { status: this.#status, headers })
  }
}

const answer = z.looseObject({})
const documented = (summary: string, errors: ErrorCode[] = []): Handler =>
  Object.assign(handle.bind(undefined), { definition: { summary, answer, errors }, isPublic: true })

export const browserAuth = {
  GET: documented('Browser sign-in: providers, CSRF token and session'),
  POST: documented('Browser sign-in and sign-out, as a form with a CSRF token', [
    'too_large',
    'unsupported_media_type',
  ]),
}
