import { EventEmitter } from 'node:events'
import { createFront } from './front/front.mjs'
import { createLane } from './front/lane.mjs'
import { ROOT } from './settings.mjs'

/**
 * Puts Next behind the front.
 * @param {{ host: string, port: number, dev: boolean, trustProxy: number, onListening(url: string): void }} options
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve({ host, port, dev, trustProxy, onListening }) {
  // Next would add itself to the server for web sockets, in production too; this stands in for the server.
  const upgrades = new EventEmitter()
  const front = createFront({
    dev,
    trustProxy,
    localOnly: process.env.DEMO === '1',
    upgrade: dev ? (req, socket, head) => upgrades.emit('upgrade', req, socket, head) || socket.destroy() : undefined,
  })
  const url = await front.listen({ host, port })
  onListening(url)
  const { default: next } = await import('next')
  const app = next({
    dev,
    dir: ROOT,
    hostname: host,
    port: Number(new URL(url).port),
    httpServer: /** @type {any} */ (upgrades),
  })
  const routes = dev ? undefined : new Promise((take) => Object.assign(globalThis, { takeApiRoutes: take }))
  await app.prepare()
  const handleByNext = app.getRequestHandler()
  front.open(routes ? createLane(await routes, handleByNext) : handleByNext)
  return {
    url,
    async close() {
      await front.close()
      await app.close()
    },
  }
}
