import type { FieldError } from '@/lib/errors'
import { setSessionOver } from './session'

/** An error of the API, with a `message` for the reader; `status` is 0 when the server could not be reached. */
export class ApiError extends Error {
  override name = 'ApiError'

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly fields: FieldError[] = [],
    /** The current state, where the server sent it with a conflict. */
    readonly current?: unknown,
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
  signal?: AbortSignal
}

const PATIENCE_MS = 30_000

/** Calls the API; a 204 returns undefined. Throws ApiError. */
export async function api<T>(path: string, options: Options = {}): Promise<T> {
  const { method = 'GET', body, ifMatch, key, signal } = options
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['content-type'] = 'application/json'
  if (ifMatch !== undefined) headers['if-match'] = `"${ifMatch}"`
  if (key) headers['idempotency-key'] = key
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const response = await fetch(path, {
    method,
    headers,
    body: JSON.stringify(body),
    signal: signal ? AbortSignal.any([signal, patience]) : patience,
  }).catch((error) => {
    if (signal?.aborted) throw error
    throw unreachable()
  })
  if (key && isInFlight(response)) {
    await new Promise((resolve) => setTimeout(resolve, Number(response.headers.get('retry-after')) * 1000))
    return api(path, options)
  }
  if (!response.ok) throw await refusal(response)
  return response.status === 204 ? (undefined as T) : response.json().catch(() => Promise.reject(unreachable()))
}

/** Whether the first request of an idempotency key is not done yet: no other conflict is to be sent again. */
const isInFlight = ({ status, headers }: Response) => status === 409 && headers.has('retry-after')

const unreachable = () => new ApiError(0, 'The server cannot be reached. Check your connection and try again.')

async function refusal(response: Response) {
  const problem = await response.json().catch(() => ({}))
  if (response.status === 401) setSessionOver(true)
  const detail = response.status === 401 ? 'You are signed out. Sign in again to go on.' : problem.detail
  return new ApiError(response.status, detail ?? 'That did not work. Try again.', problem.errors, problem.current)
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
