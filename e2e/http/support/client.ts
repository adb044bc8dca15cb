import qs from 'qs'
import { expect } from 'vitest'
import { type Problem, requireDocumented } from './documented'
import { BASE_URL } from './settings'

export type Answer<T = unknown> = { status: number; headers: Headers; text: string; body: T }
type Query = string | Record<string, unknown>
type Sent = {
  query?: Query | undefined
  body?: unknown
  /** Instead of `body`: what is sent as it is. */
  text?: BodyInit | undefined
  headers?: Record<string, string> | undefined
}

/** Speaks to the running product. Every answer is held against its own OpenAPI document. */
export class Client {
  constructor(private readonly headers: Record<string, string> = {}) {}

  get = <T>(path: string, query?: Query) => this.send<T>('GET', path, { query })
  post = <T>(path: string, body?: unknown, headers?: Sent['headers']) => this.send<T>('POST', path, { body, headers })
  put = <T>(path: string, body?: unknown, headers?: Sent['headers']) => this.send<T>('PUT', path, { body, headers })
  delete = (path: string, headers?: Sent['headers']) => this.send<null>('DELETE', path, { headers })

  async send<T>(method: string, path: string, { query, body, text, headers }: Sent = {}): Promise<Answer<T>> {
    const url = new URL(BASE_URL + path)
    if (query) url.search = typeof query === 'string' ? query : qs.stringify(query)
    const content = text ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...(content !== undefined && { 'content-type': 'application/json' }), ...this.headers, ...headers },
      ...(content !== undefined && { body: content, duplex: 'half' }),
    } as RequestInit)
    const answer = { status: response.status, headers: response.headers, text: await response.text() }
    await requireDocumented(method, url, answer)
    return { ...answer, body: parse(answer) as T }
  }
}

const parse = ({ headers, text }: { headers: Headers; text: string }) =>
  text && headers.get('content-type')?.includes('json') ? JSON.parse(text) : null

/** A caller who shows no token. */
export const stranger = new Client()

/** The body of a success; fails for anything else. */
export function ok<T>({ status, text, body }: Answer<T>): T {
  expect(status, text).toBeLessThan(300)
  return body
}

/** Fails unless the answer is this refusal and, where named, speaks of exactly these fields. */
export function expectRefusal(answer: Answer, status: number, ...paths: string[]) {
  expect(answer.status, answer.text).toBe(status)
  const problem = answer.body as Problem
  if (paths.length) expect(problem.errors?.map(({ path }) => path).sort(), answer.text).toEqual(paths.sort())
  return problem
}

/** An answer's text as it is for everyone: without the id of the request, and the address that a refusal repeats. */
export const withoutRequestId = ({ text }: Answer) => text.replace(/"(requestId|instance)":"[^"]*"/g, '"$1":""')
