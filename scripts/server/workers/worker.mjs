import { reasonOf } from '../../base/failure.mjs'
import { readSettings } from '../../setup/settings.mjs'
import { serve } from '../front/serve.mjs'
import { countInPrimary } from './connections.mjs'

/** @type {Awaited<ReturnType<typeof serve>> | undefined} */
let server

// Node ends a worker whose primary is gone.
process.on('message', (/** @type {{ stop?: boolean }} */ { stop: asked }) => asked && stop(0))
process.on('SIGINT', () => stop(0)).on('SIGTERM', () => stop(0))
process.once('uncaughtException', (error) => {
  console.error(error)
  stop(1)
})

try {
  const { host, port, trustProxy, corsOrigins } = readSettings(process.env)
  const listenWhenReady = process.env.LISTEN === 'when ready'
  server = await serve({
    host,
    port,
    dev: false,
    trustProxy,
    corsOrigins,
    connections: countInPrimary(),
    listenWhenReady,
  })
  process.send?.({ serving: true }, () => {})
} catch (error) {
  process.send?.({ failed: reasonOf(error) }, () => process.exit(1))
}

/** @param {number} code */
async function stop(code) {
  await server?.close().catch(() => {})
  process.exit(code)
}
