import { randomUUID } from 'node:crypto'
import http from 'node:http'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from '../../base/failure.mjs'
import { watchAnswers } from './answers.mjs'
import { setClientAddress } from './client-address.mjs'
import { compressAnswer } from './compress.mjs'
import { limitConnections, TOO_MANY } from './connections.mjs'
import { createCors } from './cors.mjs'
import { refuse, refuseSocket } from './problem.mjs'
import { refusalOf, refusalOfUnparsed } from './refusals.mjs'
import { securityHeadersFor } from './security-headers.mjs'

/**
 * @typedef {(req: http.IncomingMessage, res: http.ServerResponse) => unknown} Handler
 * @typedef {(req: http.IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => unknown} UpgradeHandler
 * @typedef {{ host: string, port: number }} Place
 */

const STARTING = { status: 503, detail: 'Penstock is starting.', headers: { 'retry-after': '2' } }
const BROKEN = { status: 500, detail: 'Something went wrong here.' }
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
  /** Without a byte in either direction while an answer is due or under way: its reader does not read. */
  timeout: 60_000,
}
const DRAIN = { grace: 500, deadline: 12_000 }

/**
 * What stands before the application: it refuses what no handler should see, says who asks, and stops without
 * cutting anybody off.
 * @param {{ dev?: boolean, trustProxy?: number, localOnly?: boolean, corsOrigins?: string[], limits?: Partial<typeof LIMITS & { connections: number }>, upgrade?: UpgradeHandler, connections?: import('./connections.mjs').Connections }} [options]
 */
export function createFront({
  dev = false,
  trustProxy = 0,
  localOnly = false,
  corsOrigins = [],
  limits,
  upgrade,
  connections,
} = {}) {
  /** @type {Handler | undefined} */
  let handler
  /** @type {Promise<void> | undefined} */
  let closing
  const answers = watchAnswers()
  const cors = createCors(corsOrigins)
  const { timeout, connections: most, ...rest } = { ...LIMITS, connections: undefined, ...limits }
  const server = http.createServer(rest)
  server.timeout = timeout
  const { isTooMany } = limitConnections(server, { trustProxy, connections, most })

  /** @param {() => void} [proceed] */
  const receive = (/** @type {http.IncomingMessage} */ req, /** @type {http.ServerResponse} */ res, proceed) => {
    const requestId = randomUUID()
    req.headers['x-request-id'] = requestId
    req.headers['x-address'] = addressOf(req)
    setClientAddress(req, { trustProxy })
    answers.watch(req, res, ['x-request-id', requestId, ...securityHeadersFor(req, { dev }), ...cors.headersFor(req)])
    compressAnswer(req, res)
    const refusal = isTooMany(req.socket) ? TOO_MANY : refusalOf(req, { localOnly })
    if (refusal) return refuse(req, res, refusal)
    if (cors.answeredPreflight(req, res)) return
    if (!handler) return refuse(req, res, STARTING)
    proceed?.()
    answer(handler, req, res)
  }

  server.on('request', (req, res) => receive(req, res))
  server.on('checkContinue', (req, res) => receive(req, res, () => res.writeContinue()))
  server.on('connect', (_req, socket) => refuseSocket(socket, { status: 405, detail: 'CONNECT is not possible here.' }))
  server.on('clientError', (error, socket) => refuseSocket(socket, refusalOfUnparsed(error)))
  if (upgrade) server.on('upgrade', upgrade)

  return {
    /** From here on requests are answered with 503, until there is a handler. */
    listen: (/** @type {Place} */ place) => listen(server, place),
    /** @param {Handler} ready */
    open(ready) {
      handler = ready
    },
    close() {
      closing ??= close(server, answers.drain)
      return closing
    },
  }
}

/**
 * Path and query as the browser shows them, without what Next's own client adds to ask for parts of a page.
 * @param {http.IncomingMessage} req
 */
function addressOf({ url = '' }) {
  return url.replace(/([?&])_rsc=[^&]*(&|$)/, (_, before, after) => (after ? before : ''))
}

/** @param {Handler} handler @param {http.IncomingMessage} req @param {http.ServerResponse} res */
async function answer(handler, req, res) {
  try {
    await handler(req, res)
  } catch (error) {
    console.error(error)
    if (res.headersSent) res.destroy()
    else refuse(req, res, BROKEN)
  }
}

/** @param {http.Server} server @param {Place} place @returns {Promise<string>} the address */
function listen(server, { host, port }) {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Failure(whyNot(error, { host, port }))))
    server.listen(port, host, () => {
      const address = /** @type {net.AddressInfo} */ (server.address())
      const name = host.includes(':') ? `[${host}]` : host
      resolve(`http://${name}:${address.port}`)
    })
  })
}

/** @param {NodeJS.ErrnoException} error @param {Place} place */
function whyNot({ code, message }, { host, port }) {
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is in use; set PORT to another one`
  if (code === 'EACCES') return `port ${port} on ${host} may not be used by this user; set PORT to another one`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `this machine has no address ${host}; set HOST`
  return message
}

/**
 * Fails early, and with the same words, when the address cannot be had. Port 0 becomes a free one.
 * @param {Place} place
 */
export async function checkAddress(place) {
  const probe = http.createServer()
  const url = await listen(probe, place)
  await new Promise((resolve) => probe.close(resolve))
  return url
}

/**
 * Connections that are open may ask once more, so that no client writes into one that is just being closed.
 * @param {http.Server} server @param {() => void} drain
 */
async function close(server, drain) {
  const closed = new Promise((resolve) => server.once('close', resolve))
  stopAccepting(server)
  drain()
  const deadline = Date.now() + DRAIN.deadline
  await Promise.race([closed, sleep(DRAIN.grace)])
  while (!(await Promise.race([closed.then(() => true), sleep(50)]))) {
    server.closeIdleConnections()
    if (Date.now() > deadline) server.closeAllConnections()
  }
}

/** http.Server's own close would cut idle connections at once. @param {http.Server} server */
function stopAccepting(server) {
  net.Server.prototype.close.call(server)
}
