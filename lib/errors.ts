/** Every code of a problem, those of the server in front among them. */
const statuses = {
  bad_request: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  timeout: 408,
  conflict: 409,
  key_in_flight: 409,
  stale: 412,
  too_large: 413,
  unsupported_media_type: 415,
  misdirected: 421,
  rule_refused: 422,
  key_reused: 422,
  too_many_requests: 429,
  headers_too_large: 431,
  internal: 500,
  unavailable: 503,
} as const

const reasons: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

export type ErrorCode = keyof typeof statuses
export const errorCodes = Object.keys(statuses) as ErrorCode[]

/** What is wrong with one field; `path` is dotted, as in `stages.0.name`. */
export type FieldError = { path: string; message: string }

type Details = {
  fields?: FieldError[]
  headers?: Record<string, string>
  /** Sent along with 412: the entity as it is now, and names of the fields that were changed. */
  current?: unknown
  changed?: string[]
}

/** Every refusal the product makes on purpose. `message` is written for the person who reads it. */
export class AppError extends Error {
  override name = 'AppError'

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Details = {},
  ) {
    super(message)
  }

  get status() {
    return statusOf(this.code)
  }
}

/** Compares names, as each part of a build has its own copy of the class. */
export const isAppError = (error: unknown): error is AppError => error instanceof Error && error.name === 'AppError'

export const statusOf = (code: ErrorCode) => statuses[code]

export const notFound = (noun: string) => new AppError('not_found', `No such ${noun}.`)

export const badField = (path: string, message: string) =>
  new AppError('bad_request', `${path}: ${message}`, { fields: [{ path, message }] })

/** RFC 9457 problem details, with the members that clients of the Gauzy family read beside them. */
export function problem(error: AppError, { instance, requestId }: { instance: string; requestId: string }) {
  const { code, status, message, details } = error
  const title = reasons[status]
  return Response.json(
    {
      type: 'about:blank',
      title,
      status,
      detail: message,
      instance,
      code,
      statusCode: status,
      message: details.fields ? details.fields.map((f) => `${f.path}: ${f.message}`) : message,
      error: title,
      requestId,
      ...(details.fields && { errors: details.fields }),
      ...(details.current !== undefined && { current: details.current }),
      ...(details.changed && { changed: details.changed }),
    },
    {
      status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        ...(status === 401 && { 'www-authenticate': 'Bearer' }),
        ...details.headers,
      },
    },
  )
}

/** Throws forbidden unless a policy said yes. */
export function allow(permitted: boolean) {
  if (!permitted) throw new AppError('forbidden', 'Your role does not allow this.')
}

export type SeenVersion = number | readonly number[]

/** Throws stale, with the current state, when the caller has seen another version. */
export function requireVersion(seen: SeenVersion | undefined, current: { version: number }) {
  if (seen !== undefined && !isCurrent(seen, current)) throw stale({ current })
}

export const isCurrent = (seen: SeenVersion, { version }: { version: number }) => [seen].flat().includes(version)

export const stale = (details: Pick<Details, 'current' | 'changed'>) =>
  new AppError('stale', 'Somebody changed this meanwhile. Load it again and repeat the change.', details)
