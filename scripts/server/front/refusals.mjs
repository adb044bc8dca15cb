import { isApi } from './problem.mjs'

/** @typedef {import('./problem.mjs').Refusal} Refusal */

const MAX_BODY = 1024 * 1024

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const MALFORMED = { status: 400, detail: 'This is not a well-formed HTTP request.' }
const MISDIRECTED = { status: 421, detail: 'The demo answers to localhost and 127.0.0.1 only.' }
const LOCAL_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i
const UNREADABLE = {
  status: 400,
  detail: 'The path cannot be read: it has an empty part, a dotted one, or odd characters.',
}
const NOT_HERE = { status: 404, detail: 'There is no such address; those of the API begin with /api/.' }
const ORDINARY_PATH = /^(\/[\w-][\w.-]*)+$/
const PLAIN_API = /^\/api(\/|$)/
const READING = ['GET', 'HEAD']

/**
 * What no handler should ever see, judged by the request's head alone. With `localOnly` a page of another name is
 * refused, as a name that was made to point here could use passwords that everybody knows.
 * @param {import('node:http').IncomingMessage} req @param {{ localOnly?: boolean }} [options] @returns {Refusal | undefined}
 */
export function refusalOf(req, { localOnly = false } = {}) {
  const { method = '', url = '', headers } = req
  if (!/^1\.[01]$/.test(req.httpVersion) || (headers['transfer-encoding'] ?? 'chunked').toLowerCase() !== 'chunked')
    return MALFORMED
  if (!METHODS.includes(method)) return notAllowed(method, METHODS)
  if (localOnly && !LOCAL_HOST.test(headers.host ?? '')) return MISDIRECTED
  const path = url.split('?', 1)[0] ?? ''
  if (!isPlainPath(path)) return UNREADABLE
  if (isApi(req) && !PLAIN_API.test(path)) return NOT_HERE
  if (!isApi(req) && !READING.includes(method)) return notAllowed(method, READING)
  if (/\bwebsocket\b/i.test(headers.upgrade ?? '')) return { status: 400, detail: 'There are no web sockets here.' }
  if (!/^(identity)?$/i.test(headers['content-encoding'] ?? ''))
    return { status: 415, detail: 'A compressed body is not accepted.', headers: { 'accept-encoding': 'identity' } }
  if (Number(headers['content-length'] ?? 0) > MAX_BODY)
    return { status: 413, detail: 'The body is larger than 1 MiB.' }
}

/** @param {string} path */
function isPlainPath(path) {
  if (ORDINARY_PATH.test(path)) return true
  if (!path.startsWith('/') || path.includes('//') || path.includes('\\')) return false
  try {
    const parts = decodeURIComponent(path).split('/')
    return !parts.some((part) => part === '.' || part === '..' || hasControlCharacter(part))
  } catch {
    return false
  }
}

/** @param {string} text */
function hasControlCharacter(text) {
  return [...text].some((character) => character < ' ' || character === '\x7f')
}

/** @param {string} method @param {string[]} allowed @returns {Refusal} */
function notAllowed(method, allowed) {
  return { status: 405, detail: `${method} is not possible here.`, headers: { allow: allowed.join(', ') } }
}

/** What node's own parser objected to. @param {NodeJS.ErrnoException} error @returns {Refusal} */
export function refusalOfUnparsed(error) {
  if (error.code === 'HPE_HEADER_OVERFLOW') return { status: 431, detail: 'The headers are larger than 16 KiB.' }
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return { status: 408, detail: 'The request took too long to arrive.' }
  return MALFORMED
}
