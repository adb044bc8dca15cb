import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

// A process that holds many open streams, so that reading them disturbs nobody's clock. Its parent sends
// { url, path, tokens, count } to open them, and then { expected } to get every event's times of arrival, once so many
// have arrived or it has waited long enough.

/** @typedef {{ url: string, path: string, tokens: string[], count: number }} Order */

const RUSH = 50
const PATIENCE_MS = 30_000
/** @type {Map<string, number[]>} deal and version → milliseconds since 1970, one per stream that got it */
const arrivals = new Map()
/** @type {number[]} */
const openTimes = []
let total = 0

process.on('message', async (/** @type {Order | { expected: number }} */ message) => {
  if ('expected' in message) await finish(message.expected)
  else await openAll(message)
})
process.once('disconnect', () => process.exit())

/** @param {Order} order */
async function openAll({ url, path, tokens, count }) {
  const agent = new http.Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY })
  for (let opened = 0; opened < count; opened += RUSH)
    await Promise.all(
      Array.from({ length: Math.min(RUSH, count - opened) }, (_, i) =>
        open(url + path, tokens[i % tokens.length] ?? '', agent),
      ),
    )
  process.send?.('open')
}

/** @param {number} expected */
async function finish(expected) {
  const deadline = now() + PATIENCE_MS
  while (total < expected && now() < deadline) await sleep(100)
  process.send?.({ arrivals, openTimes }, () => process.exit())
}

/** Resolves once the stream has caught up. @param {string} address @param {string} token @param {http.Agent} agent */
function open(address, token, agent) {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' }
    const request = http.get(address, { agent, headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`the stream answered ${response.statusCode}`))
      let rest = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        const at = now()
        const frames = (rest + chunk).split('\n\n')
        rest = frames.pop() ?? ''
        for (const frame of frames)
          if (frame.startsWith('event: change')) note(frame, at)
          else if (frame.startsWith('event: ready')) {
            openTimes.push(performance.now() - begun)
            resolve(undefined)
          }
      })
      response.once('end', () => reject(new Error('the stream ended')))
    })
    request.once('error', reject)
  })
}

/** @param {string} frame @param {number} at */
function note(frame, at) {
  const { entityId, version } = JSON.parse(frame.slice(frame.indexOf('\ndata: ') + 7))
  const key = `${entityId} ${version}`
  const times = arrivals.get(key) ?? []
  arrivals.set(key, times)
  times.push(at)
  total++
}

function now() {
  return performance.timeOrigin + performance.now()
}
