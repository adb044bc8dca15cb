import { type ErrorCode, errorCodes, statusOf } from '../../errors'
import { type AnswerHeader, answerHeaders } from '../headers'
import { exampleOf } from './examples'
import { hasVersion, isKeyed, type Operation } from './parameters'
import { Problem } from './problem'
import type { Json, Schemas } from './schemas'

/** Answers of an operation by their statuses: its success, and every refusal that its definition makes possible. */
export function responsesOf(operation: Operation, schemas: Schemas): Json {
  const refusals = refusalsOf(operation).map((code) => [statusOf(code), { $ref: `#/components/responses/${code}` }])
  return { ...successOf(operation, schemas), ...Object.fromEntries(refusals) }
}

function successOf(operation: Operation, schemas: Schemas): Json {
  const { method, definition, isPublic } = operation
  const { answer, status = 200, events, isFree } = definition
  const replayed: AnswerHeader[] = isKeyed(operation) ? ['Idempotency-Replayed'] : []
  const charged: AnswerHeader[] = isPublic || isFree ? [] : ['RateLimit', 'RateLimit-Policy', ...replayed]
  if (events) {
    const content = { 'text/event-stream': { schema: schemas.toJson(events, 'output') } }
    return { 200: { description: 'Server-sent events', headers: headers('X-Request-Id', ...charged), content } }
  }
  if (!answer) return { 204: { description: 'Done, and nothing to say', headers: headers('X-Request-Id', ...charged) } }
  const schema = schemas.toJson(answer, 'output')
  const named = headers('X-Request-Id', ...(hasVersion(definition, schemas) ? (['ETag'] as const) : []), ...charged)
  return {
    [status]: {
      description: status === 201 ? 'Created' : 'Done',
      headers: named,
      content: { 'application/json': { schema, example: exampleOf(schema, schemas) } },
    },
    ...(method === 'GET' &&
      named.ETag && { 304: { description: 'Still the version of If-None-Match', headers: named } }),
  }
}

function refusalsOf(operation: Operation) {
  const { method, path, definition, isPublic } = operation
  const { permission, body, errors = [] } = definition
  const ofKey = isKeyed(operation) ? (['key_in_flight', 'key_reused'] as const) : []
  const refusals = new Set<ErrorCode>(['bad_request', ...ofKey, ...errors])
  if (!isPublic) for (const code of ['unauthenticated', 'too_many_requests'] as const) refusals.add(code)
  if (permission || !isPublic) refusals.add('forbidden')
  if (path.includes('{id}')) refusals.add('not_found')
  if (body) refusals.add('too_large')
  // A write by cookie must be JSON even without a body.
  if (body || (!isPublic && method !== 'GET')) refusals.add('unsupported_media_type')
  return [...refusals, 'internal', 'unavailable'] satisfies ErrorCode[]
}

const headers = (...names: AnswerHeader[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))

export const sharedHeaders = answerHeaders

const IN_FLIGHT = 'the first request of its Idempotency-Key is not done yet: send it again after `Retry-After` seconds'
const REUSED = 'its Idempotency-Key came with another method, address or body before'

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const refusals: Partial<Record<ErrorCode, { description: string; header?: AnswerHeader }>> = {
  bad_request: { description: 'Something that was sent is wrong; `errors` names the fields' },
  unauthenticated: { description: 'No token, or one that is not good', header: 'WWW-Authenticate' },
  forbidden: { description: 'The role does not include this, or the tenant named is another' },
  not_found: { description: 'There is no such thing, or it is not yours to see' },
  conflict: { description: `What is there already, or has changed, stands against it; or ${IN_FLIGHT}` },
  key_in_flight: { description: upperFirst(IN_FLIGHT), header: 'Retry-After' },
  stale: {
    description:
      'It has another version than If-Match or the body say; `current` is the entity as it is now, `changed` what of a deal was changed',
  },
  too_large: { description: 'The body is larger than 1 MiB' },
  unsupported_media_type: { description: 'The body is not plain application/json' },
  rule_refused: {
    description: `A rule of the pipeline, or of roles, stands against it, and \`errors\` names the fields; or ${REUSED}`,
  },
  key_reused: { description: upperFirst(REUSED) },
  too_many_requests: { description: 'A budget is used up', header: 'Retry-After' },
  internal: { description: 'A fault of the server; nothing was changed' },
  unavailable: { description: 'The server is starting, stopping or too busy', header: 'Retry-After' },
}

/** Refusals by their codes. */
export function sharedResponses(schemas: Schemas): Json {
  const schema = schemas.toJson(Problem, 'output')
  const known = errorCodes.flatMap((code) => {
    const refusal = refusals[code]
    if (!refusal) return []
    const { description, header } = refusal
    return [
      [
        code,
        {
          description,
          headers: headers('X-Request-Id', ...(header ? [header] : [])),
          content: { 'application/problem+json': { schema } },
        },
      ],
    ]
  })
  return Object.fromEntries(known)
}
