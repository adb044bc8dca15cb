/**
 * Watches every answer as it begins: which ones are event streams, and which leave a body unread.
 */
export function watchAnswers() {
  /** @type {Set<import('node:http').ServerResponse>} */
  const streams = new Set()
  let draining = false

  /** @param {import('node:http').IncomingMessage} req @param {import('node:http').ServerResponse} res */
  function watch(req, res) {
    const { writeHead } = res
    res.writeHead = (...args) => {
      const contentType = String(args.at(-1)?.['content-type'] ?? res.getHeader('content-type') ?? '')
      if (contentType.startsWith('text/event-stream')) {
        streams.add(res)
        res.once('close', () => streams.delete(res))
        if (draining) setImmediate(() => end(res))
      }
      if (draining) res.setHeader('connection', 'close')
      if (!req.complete && hasBody(req)) leaveUnread(req, res)
      return /** @type {any} */ (writeHead).apply(res, args)
    }
  }

  function drain() {
    draining = true
    for (const res of streams) end(res)
  }

  return { watch, drain }
}

/** Whoever still writes to an ended stream is told by its `close`; until then the writes go nowhere. */
function end(res) {
  res.on('error', () => {})
  res.end()
}

function hasBody({ headers }) {
  return 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0
}

/**
 * Node would read the rest of a refused upload to the end, or cut the line before the client has read the answer.
 * One read marks the body as taken over; the connection then closes after a moment for the client.
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
