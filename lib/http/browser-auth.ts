import { parse as parseCookies } from 'cookie'
import NextAuth from 'next-auth'
import * as z from 'zod'
import { authOptions } from '../auth/next-auth'
import { AppError, type ErrorCode } from '../errors'
import { publicRoute } from './route'

const MAX_FORM_BYTES = 64 * 1024

const answer = z.looseObject({})

/** Refusals of the actions that take a form. */
export const FORM_ERRORS: readonly ErrorCode[] = ['forbidden', 'too_large', 'unsupported_media_type']

/** One action of the sign-in pages' own protocol, spoken by next-auth/react. API clients use /api/auth/login. */
export const browserAuth = (action: string, summary: string, errors: readonly ErrorCode[] = []) =>
  publicRoute({ summary, answer, errors }, async ({ request }) => {
    const response = new Answer()
    const failures: unknown[] = []
    await NextAuth(
      {
        method: request.method === 'POST' ? 'POST' : 'GET',
        headers: Object.fromEntries(request.headers),
        cookies: cookiesOf(request),
        query: { nextauth: action.split('/') },
        // Answers are JSON that says where to go, never a redirect.
        body: request.method === 'POST' ? { ...(await readForm(request)), json: 'true' } : {},
      } as never,
      response as never,
      authOptions((failure) => failures.push(failure)),
    )
    if (failures.length) throw failures[0]
    return response.toResponse()
  })

/** Without the address of an earlier sign-in: next-auth takes one that it cannot read for a fault of the server. */
function cookiesOf(request: Request) {
  const cookies = Object.entries(parseCookies(request.headers.get('cookie') ?? ''))
  return Object.fromEntries(cookies.filter(([name]) => !name.endsWith('next-auth.callback-url')))
}

/** next-auth would read a body of any size. Throws too_large and unsupported_media_type. */
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
