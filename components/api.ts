import type { FieldError } from '@/lib/errors'
import { setSessionOver } from './session'

/** An error of the API, with a `message` for the reader; `status` is 0 when the server could not be reached. */
export class ApiError extends Error {
  override name = 'ApiError'

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly fields: FieldError[] = [],
    /** The current state, where the server sent it with a conflict, and the fields that have changed since. */
    readonly current?: unknown,
    readonly changed?: string[],
    readonly code?: string,
  ) {
    super(detail)
  }
}

type Options = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  body?: unknown
  ifMatch?: number
  /** The idempotency key of a write. */
  key?: string
  /** Milliseconds until a request without an answer is given up. */
  patience?: number
  signal?: AbortSignal
}

const PATIENCE_MS = 30_000

/** Calls the API; a 204 returns undefined. Throws ApiError. */
export async function api<T>(path: string, options: Options = {}): Promise<T> {
  const { method = 'GET', body, ifMatch, key, patience = PATIENCE_MS, signal } = options
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['content-type'] = 'application/json'
  if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`
  if (key) headers['idempotency-key'] = key
  const timeout = AbortSignal.timeout(patience)
  const response = await fetch(path, {
    method,
    headers,
    body: JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  }).catch((error) => {
    if (signal?.aborted) throw error
    throw unreachable()
  })
  if (!response.ok) throw await refusal(response)
  return response.status === 204 ? (undefined as T) : response.json().catch(() => Promise.reject(unreachable()))
}

const unreachable = () => new ApiError(0, 'The server cannot be reached. Check your connection and try again.')

async function refusal(response: Response) {
  const problem = await response.json().catch(() => ({}))
  if (response.status === 401) setSessionOver(true)
  const detail = response.status === 401 ? 'You are signed out. Sign in again to go on.' : problem.detail
  const { errors, current, changed, code } = problem
  return new ApiError(response.status, detail ?? 'That did not work. Try again.', errors, current, changed, code)
}

/** The error of one field as a sentence; `path` is dotted, as in `stages.0.name`. */
export function fieldMessage(error: ApiError | undefined, path: string) {
  const message = error?.fields.find((field) => field.path === path)?.message
  return message && message.charAt(0).toUpperCase() + message.slice(1)
}

/** The error as an ApiError; any other error is a bug and is thrown again. */
export function asApiError(error: unknown) {
  if (error instanceof ApiError) return error
  throw error
}
