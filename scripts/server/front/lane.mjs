import { getRequestListener } from '@hono/node-server'

/**
 * @typedef {(request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>} RouteHandler
 * @typedef {Record<string, Record<string, RouteHandler>>} Routes route files by their documented path
 * @typedef {import('./front.mjs').Handler} Handler
 */

const PLAIN_PATH = /^\/api\/[\w./-]+$/
const PLAIN_HOST = /^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i

/**
 * Calls the API's route handlers as Next would, without its router, which costs ten times what most of them do. What is
 * not plainly one of the routes goes to `next`, so that there is one judge of odd addresses.
 * @param {Routes} routes @param {Handler} next @returns {Handler}
 */
export function createLane(routes, next) {
  const { fixed, patterns } = compile(routes)

  return (req, res) => {
    const path = pathOf(req)
    const listener = isPlain(path, req)
      ? (fixed.get(path) ?? patterns.find(({ pattern }) => pattern.test(path))?.listener)
      : undefined
    if (!listener) return next(req, res)
    // Once they are listed, the adapter reads headers from here, where nothing is that the front has set or taken off.
    req.rawHeaders = listed(req.headers)
    return listener(req, res)
  }
}

/** Names and values in turn. @param {import('node:http').IncomingHttpHeaders} headers */
function listed(headers) {
  const list = []
  for (const name in headers) list.push(name, String(headers[name]))
  return list
}

/** @param {string} path @param {import('node:http').IncomingMessage} request */
function isPlain(path, { url = '', headers }) {
  if (!PLAIN_PATH.test(path) || !PLAIN_HOST.test(headers.host ?? '')) return false
  if (!url.includes('%', path.length)) return true
  try {
    return Boolean(decodeURIComponent(url.slice(path.length)))
  } catch {
    return false
  }
}

/** @param {Routes} routes */
function compile(routes) {
  /** @type {Map<string, Handler>} */
  const fixed = new Map()
  /** @type {{ pattern: RegExp, listener: Handler }[]} */
  const patterns = []
  for (const [path, methods] of Object.entries(routes)) {
    if (!path.includes('{'))
      fixed.set(
        path,
        listenerFor(methods, () => ({})),
      )
    else {
      const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[\\w-]+)')}$`)
      patterns.push({ pattern, listener: listenerFor(methods, (path) => pattern.exec(path)?.groups ?? {}) })
    }
  }
  return { fixed, patterns }
}

/** @param {Routes[string]} methods @param {(path: string) => Record<string, string>} paramsOf @returns {Handler} */
function listenerFor(methods, paramsOf) {
  return getRequestListener(
    (request, { incoming }) =>
      methods[request.method]?.(request, { params: Promise.resolve(paramsOf(pathOf(incoming))) }) ??
      new Response(null, { status: 405 }),
    // The front looks after bodies that nobody read.
    { autoCleanupIncoming: false },
  )
}

/** @param {{ url?: string }} request */
function pathOf({ url = '' }) {
  const query = url.indexOf('?')
  return query < 0 ? url : url.slice(0, query)
}
