import { EventEmitter } from 'node:events'
import path from 'node:path'
import { ROOT } from '../../base/root.mjs'
import { createFront } from './front.mjs'
import { guardPages } from './guard-pages.mjs'
import { createLane } from './lane.mjs'
import { createStaticFiles } from './static-files.mjs'

/**
 * Puts Next behind the front.
 * @typedef {object} Options
 * @property {string} host
 * @property {number} port
 * @property {boolean} dev
 * @property {number} trustProxy
 * @property {string[]} corsOrigins
 * @property {(url: string) => void} [onListening]
 * @property {import('./connections.mjs').Connections} [connections] where they are counted, if not here
 * @property {boolean} [listenWhenReady] so that nobody is told that Penstock is starting; the port must be known
 * @param {Options} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve({ host, port, dev, trustProxy, corsOrigins, onListening, connections, listenWhenReady }) {
  // Next would add itself to the server for web sockets, in production too; this stands in for the server.
  const upgrades = new EventEmitter()
  const front = createFront({
    dev,
    trustProxy,
    corsOrigins,
    connections,
    localOnly: process.env.DEMO === '1',
    upgrade: dev ? (req, socket, head) => upgrades.emit('upgrade', req, socket, head) || socket.destroy() : undefined,
  })
  const early = listenWhenReady ? undefined : await front.listen({ host, port })
  if (early) onListening?.(early)
  const { default: next } = await import('next')
  const app = next({
    dev,
    dir: ROOT,
    hostname: host,
    port: early ? Number(new URL(early).port) : port,
    httpServer: /** @type {any} */ (upgrades),
  })
  /** @type {Promise<OwnHandlers> | undefined} */
  const handlers = dev ? undefined : new Promise((take) => Object.assign(globalThis, { takeHandlers: take }))
  await app.prepare()
  const handleByNext = app.getRequestHandler()
  front.open(handlers ? aheadOfNext(await handlers, handleByNext) : handleByNext)
  const url = early ?? (await front.listen({ host, port }))
  return {
    url,
    async close() {
      await front.close()
      await app.close()
    },
  }
}

/**
 * What instrumentation.ts hands over.
 * @typedef {object} OwnHandlers
 * @property {import('./lane.mjs').Routes} apiRoutes
 * @property {import('./guard-pages.mjs').Database} database
 */

/** @param {OwnHandlers} handlers @param {import('./front.mjs').Handler} next */
function aheadOfNext({ apiRoutes, database }, next) {
  const dist = path.join(ROOT, process.env.DIST_DIR || '.next')
  const pages = guardPages(database, next)
  return createLane(apiRoutes, createStaticFiles(dist, pages))
}
