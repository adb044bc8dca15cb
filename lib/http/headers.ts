type Header = { description: string; required?: true; schema: object; example: string | number }

const TAGS = '^(\\*|(W/)?"[^"]+"(\\s*,\\s*(W/)?"[^"]+")*)$'

/** Headers of requests, by their names; a route's definition names those that it reads. */
export const requestHeaders = {
  'If-Match': {
    description:
      'The ETag of the last answer, or several: refused with 412 when the entity has another version by now. Without it the write goes through',
    schema: { type: 'string', pattern: TAGS },
    example: '"1"',
  },
  'If-None-Match': {
    description:
      'The ETag of an earlier answer, or several: answered 304 without a body while it is still that version',
    schema: { type: 'string', pattern: TAGS },
    example: '"1"',
  },
  'Idempotency-Key': {
    description:
      'Makes a write safe to repeat: within 24 hours the same request of the same person with the same key has its effect once, and its answer again. Any text that no other request has, such as a UUID',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
    example: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d42',
  },
  'Last-Event-ID': {
    description: 'The id of the last event that was read, to go on behind it',
    schema: { type: 'string', maxLength: 8000 },
    example: '1750000000.1.1200',
  },
} satisfies Record<string, Header>

export type RequestHeader = keyof typeof requestHeaders

/** Headers of answers. */
export const answerHeaders = {
  'X-Request-Id': {
    description: 'Names the request, in the log too',
    required: true,
    schema: { type: 'string', format: 'uuid' },
    example: '0199c2f1-7a3e-7c41-9d2b-6f0a5b3c8d43',
  },
  ETag: {
    description: "The entity's version, for If-Match",
    required: true,
    schema: { type: 'string', pattern: '^(W/)?"\\d+' },
    example: '"1"',
  },
  'Idempotency-Replayed': {
    description: 'There when the answer is one from before, by its Idempotency-Key: nothing was done',
    schema: { const: 'true' },
    example: 'true',
  },
  RateLimit: {
    description:
      'What is left (r) of each budget that the request was charged to, and the seconds (t) until it is full again',
    schema: { type: 'string' },
    example: '"light";r=11999;t=60',
  },
  'RateLimit-Policy': {
    description: 'The budgets: how much (q) in how many seconds (w), for one person and for all of a tenant',
    schema: { type: 'string' },
    example: '"light";q=12000;w=60, "tenant-light";q=60000;w=60',
  },
  'Retry-After': {
    description: 'Seconds to wait',
    required: true,
    schema: { type: 'integer', minimum: 1 },
    example: 2,
  },
  'WWW-Authenticate': { description: 'How to sign in', required: true, schema: { const: 'Bearer' }, example: 'Bearer' },
} satisfies Record<string, Header>

export type AnswerHeader = keyof typeof answerHeaders
