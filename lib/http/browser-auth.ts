import { parse as parseCookies } from 'cookie'
import NextAuth from 'next-auth'
import * as z from 'zod'
import { nextAuthOptions } from '../auth/next-auth-options'
import { AppError, type ErrorCode } from '../errors'
import { publicRoute } from './route'

const MAX_FORM_BYTES = 64 * 1024

const answer = z.looseObject({}).describe("As next-auth's own client reads it").meta({ id: 'BrowserAuthAnswer' })

export const FORM_ERRORS: readonly ErrorCode[] = ['forbidden', 'too_large', 'unsupported_media_type']

/** Route of one next-auth action, as next-auth/react calls it. API clients use /api/auth/login. */
export const browserAuth = (action: string, operationId: string, summary: string, errors: readonly ErrorCode[] = []) =>
  publicRoute(
    { operationId, summary, about: 'For next-auth/react alone: API clients use /api/auth/login.', answer, errors },
    async ({ request }) => {
      const response = new Answer()
      const failures: unknown[] = []
      await NextAuth(
        {
          method: request.method === 'POST' ? 'POST' : 'GET',
          headers: Object.fromEntries(request.headers),
          cookies: cookiesOf(request),
          query: { nextauth: action.split('/') },
          // With `json`, answers name the next address instead of redirecting to it.
          body: request.method === 'POST' ? { ...(await readForm(request)), json: 'true' } : {},
        } as never,
        response as never,
        nextAuthOptions((failure) => failures.push(failure)),
      )
      if (failures.length) throw failures[0]
      return response.toResponse()
    },
  )

/** Cookies for next-auth, without its callback-url: one that it cannot read would become a fault of the server. */
function cookiesOf(request: Request) {
  const cookies = Object.entries(parseCookies(request.headers.get('cookie') ?? ''))
  return Object.fromEntries(cookies.filter(([name]) => !name.endsWith('next-auth.callback-url')))
}

/** Fields of a form of up to 64 KiB. Throws too_large, unsupported_media_type and bad_request. */
async function readForm(request: Request): Promise<Record<string, unknown>> {
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

/** A response for next-auth to write to, with the methods that it expects of Next's page responses. */
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
    if (Object(value).url?.endsWith('csrf=true'))
      throw new AppError('forbidden', 'The CSRF token is missing or not this browser’s: take one from /api/auth/csrf.')
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
