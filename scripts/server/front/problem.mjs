import { STATUS_CODES } from 'node:http'

const API = /^(?:https?:\/\/[^/?]*)?(?:[/\\.]|%2f|%5c|%2e)*(?:a|%[46]1)(?:p|%[57]0)(?:i|%[46]9)(?![\w.~-])/i

/** Whether the address is the API's, however it is spelt: it is answered in the API's words then. */
export const isApi = (/** @type {import('node:http').IncomingMessage} */ req) => API.test(req.url ?? '')

/** Codes of what the front refuses by itself, as in lib/errors.ts. @type {Record<number, string>} */
export const CODES = {
  400: 'bad_request',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'timeout',
  413: 'too_large',
  415: 'unsupported_media_type',
  421: 'misdirected',
  431: 'headers_too_large',
  500: 'internal',
  503: 'unavailable',
}

/** @typedef {{ status: number, detail: string, headers?: Record<string, string> }} Refusal */

/**
 * RFC 9457 problem details, in the shape of the API's own errors.
 * @param {Refusal} refusal @param {{ instance?: string, requestId?: string }} request
 */
function problem({ status, detail }, { instance, requestId }) {
  const title = STATUS_CODES[status]
  const body = {
    type: 'about:blank',
    title,
    status,
    detail,
    instance,
    code: CODES[status],
    statusCode: status,
    message: detail,
    error: title,
    requestId,
  }
  return JSON.stringify(body)
}

/**
 * @param {import('node:http').IncomingMessage} req @param {import('node:http').ServerResponse} res
 * @param {Refusal} refusal
 */
export function refuse(req, res, refusal) {
  const api = isApi(req)
  const body = api
    ? problem(refusal, { instance: req.url, requestId: String(req.headers['x-request-id']) })
    : `${refusal.detail}\n`
  res.writeHead(refusal.status, {
    ...refusal.headers,
    'content-type': api ? 'application/problem+json' : 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  })
  res.end(req.method === 'HEAD' ? undefined : body)
}

/** For a request that never became one. @param {import('node:stream').Duplex} socket @param {Refusal} refusal */
export function refuseSocket(socket, refusal) {
  if (!socket.writable) return socket.destroy()
  const body = problem(refusal, {})
  const head = [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
    'content-type: application/problem+json',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...Object.entries(refusal.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
  setTimeout(() => socket.destroy(), 2000).unref()
}
