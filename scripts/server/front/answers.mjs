/**
 * @typedef {import('node:http').IncomingMessage} IncomingMessage
 * @typedef {import('node:http').ServerResponse} ServerResponse
 * @typedef {import('node:http').OutgoingHttpHeaders} Headers
 * @typedef {(number | string | Headers | import('node:http').OutgoingHttpHeader[] | undefined)[]} Head of `writeHead`
 */

/**
 * Watches every answer as it begins: it gets the front's headers then, and is known as an event stream, or as one that
 * leaves a body unread.
 */
export function watchAnswers() {
  /** @type {Set<ServerResponse>} */
  const streams = new Set()
  let draining = false

  /**
   * @param {IncomingMessage} req @param {ServerResponse} res
   * @param {string[]} headers names and values in turn; what the answer says itself goes before
   */
  function watch(req, res, headers) {
    const { writeHead } = res
    res.writeHead = (/** @type {Head} */ ...args) => {
      const contentType = String(headersIn(args)?.['content-type'] ?? res.getHeader('content-type') ?? '')
      if (contentType.startsWith('text/event-stream')) {
        streams.add(res)
        res.once('close', () => streams.delete(res))
        if (draining) setImmediate(() => end(res))
      }
      if (draining) res.setHeader('connection', 'close')
      if (!req.complete && hasBody(req)) leaveUnread(req, res)
      return writeHead.apply(res, /** @type {any} */ (withHeaders(res, args, headers)))
    }
  }

  function drain() {
    draining = true
    for (const res of streams) end(res)
  }

  return { watch, drain }
}

/** The headers that `writeHead` was given by name; undefined for a list. @param {Head} args */
export function headersIn(args) {
  const last = args.at(-1)
  return typeof last === 'object' && !Array.isArray(last) ? last : undefined
}

/**
 * Node writes one list out as it is; names set one by one cost a small answer a tenth of its time.
 * @param {ServerResponse} res @param {Head} args @param {string[]} headers
 */
function withHeaders(res, args, headers) {
  const given = headersIn(args)
  if (args.length !== 2 || !given || res.getHeaderNames().length) {
    for (let i = 0; i < headers.length; i += 2) {
      const [name = '', value = ''] = headers.slice(i, i + 2)
      if (name === 'vary') res.appendHeader('vary', value)
      else if (!res.hasHeader(name)) res.setHeader(name, value)
    }
    return args
  }
  const list = []
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] ?? ''
    if (name === 'vary' || !(name in given)) list.push(name, headers[i + 1])
  }
  for (const name in given) list.push(name, given[name])
  return [args[0], list]
}

/**
 * Whoever still writes to an ended stream is told by its `close`; until then the writes go nowhere.
 * @param {ServerResponse} res
 */
function end(res) {
  res.on('error', () => {})
  res.end()
}

/** @param {IncomingMessage} req */
function hasBody({ headers }) {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0
}

/**
 * Node would read the rest of a refused upload to the end, or cut the line before the client has read the answer.
 * One read marks the body as taken over; the connection then closes after a moment for the client.
 * @param {IncomingMessage} req @param {ServerResponse} res
 */
function leaveUnread(req, res) {
  req.read(0)
  res.setHeader('connection', 'close')
  const { socket } = res
  if (!socket) return
  socket.destroySoon = () => {
    socket.end()
    setTimeout(() => socket.destroy(), 1000).unref()
  }
}
