import { createHistogram } from 'node:perf_hooks'
import { Client } from 'undici'
import { Failure } from '../../scripts/base/failure.mjs'

/**
 * @typedef {import('./operations.mjs').Call} Call
 * @typedef {{ status: number, chunks: Buffer[] }} Answer
 * @typedef {ReturnType<typeof openConnections>} Connections
 * @typedef {Awaited<ReturnType<Connections['run']>>} Run
 */

/** One answer in so many is read and checked; of the others the status and that there is a body. */
const CHECKED = 32

/**
 * Connections that each wait for an answer before they ask again.
 * @param {string} url @param {{ headers: Record<string, string>[] }} options the headers of each connection
 */
export function openConnections(url, { headers }) {
  const connections = headers.map((own) => ({ own, client: new Client(url, { pipelining: 1 }) }))

  return {
    /**
     * Calls for so long; throws at the first wrong answer.
     * @param {import('./operations.mjs').Operation} operation @param {{ seconds: number } | { calls: number }} extent
     */
    async run(operation, extent) {
      const latencies = createHistogram()
      const begun = performance.now()
      const end = 'seconds' in extent ? begun + extent.seconds * 1000 : Number.POSITIVE_INFINITY
      let left = 'calls' in extent ? extent.calls : Number.POSITIVE_INFINITY
      let calls = 0
      await Promise.all(
        connections.map(async ({ client, own }) => {
          while (performance.now() < end && left-- > 0) {
            const call = operation()
            const sent = performance.now()
            const answer = await ask(client, call, own)
            latencies.record(Math.max(1, Math.round((performance.now() - sent) * 1000)))
            requireRight(call, answer, calls++ % CHECKED === 0)
            call.done?.()
          }
        }),
      )
      return { calls, seconds: (performance.now() - begun) / 1000, latencies }
    },
    close: () => Promise.all(connections.map(({ client }) => client.close())),
  }
}

/** @param {string[]} tokens */
export const bearers = (tokens) => tokens.map((token) => ({ authorization: `Bearer ${token}` }))

/** @param {Client} client @param {Call} call @param {Record<string, string>} own headers @returns {Promise<Answer>} */
function ask(client, { method = 'GET', path, body }, own) {
  return new Promise((resolve, reject) => {
    /** @type {Answer} */
    const answer = { status: 0, chunks: [] }
    const headers = body ? { ...own, 'content-type': 'application/json' } : own
    client.dispatch(
      { method, path, headers, body: body && JSON.stringify(body) },
      {
        onRequestStart() {},
        onResponseStart(_controller, status) {
          answer.status = status
        },
        onResponseData(_controller, chunk) {
          answer.chunks.push(chunk)
        },
        onResponseEnd: () => resolve(answer),
        onResponseError: (_controller, error) => reject(error),
      },
    )
  })
}

/** @param {Call} call @param {Answer} answer @param {boolean} closely */
function requireRight({ method = 'GET', path, status = 200, check }, answer, closely) {
  const wrong = (/** @type {string} */ why) => {
    const text = Buffer.concat(answer.chunks).toString().slice(0, 300)
    throw new Failure(`${method} ${path} ${why}: ${answer.status} ${text}`)
  }
  if (answer.status !== status) wrong(`should answer ${status}`)
  if (!answer.chunks.length) wrong('answered nothing')
  if (!closely) return
  const text = Buffer.concat(answer.chunks).toString()
  if (!check(text.startsWith('<') ? text : JSON.parse(text))) wrong('gave a wrong answer')
}
