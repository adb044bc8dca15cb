import { setPriority } from 'node:os'
import { Client } from 'undici'
import { idOf } from '../data/ids.mjs'

/**
 * @typedef {keyof typeof calls} Kind
 * @typedef {{ url: string, tokens: string[], deals: number, kinds: Kind[] }} Order
 */

// The process of a noisy neighbour. Its parent sends { url, tokens, deals, kinds } to begin, and 'stop' to hear what it
// was answered. A refusal is followed by the next request at once, whatever Retry-After says.

// A client has a machine of its own: what reading costs it is not to be taken from the server.
setPriority(19)

const BULK = 5000
const REFUSALS = [429, 503]
/** @type {Record<string, number>} */
const done = {}
let refused = 0
let begun = 0

process.on('message', (/** @type {Order | 'stop'} */ message) => {
  if (message !== 'stop') return begin(message)
  const seconds = (performance.now() - begun) / 1000
  process.send?.({ done, refused, seconds }, () => process.exit())
})
process.once('disconnect', () => process.exit())

/** @param {Order} order */
function begin({ url, tokens, deals, kinds }) {
  begun = performance.now()
  for (const [i, token] of tokens.entries()) {
    const kind = kinds[i % kinds.length] ?? 'list'
    const client = new Client(url, { pipelining: 1 })
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    keepAsking(client, headers, kind, deals)
  }
}

/** @param {Client} client @param {Record<string, string>} headers @param {Kind} kind @param {number} deals */
async function keepAsking(client, headers, kind, deals) {
  for (;;) {
    const { statusCode, body } = await client.request({ headers, ...calls[kind](deals) })
    await body.dump({ limit: Number.POSITIVE_INFINITY })
    if (REFUSALS.includes(statusCode)) refused++
    else if (statusCode < 300) done[kind] = (done[kind] ?? 0) + 1
    else throw new Error(`${kind} was answered ${statusCode}`)
  }
}

/** @satisfies {Record<string, (deals: number) => import('undici').Dispatcher.RequestOptions>} */
const calls = {
  list: (deals) => ({ method: 'GET', path: `/api/deals?take=1000&skip=${below(deals - 1000)}` }),
  search: () => ({ method: 'GET', path: `/api/deals?take=50&where[q]=contract%20site%20${below(97)}` }),
  bulk(deals) {
    const first = below(deals - BULK)
    const ids = Array.from({ length: BULK }, (_, i) => ({ id: idOf('deal', first + i) }))
    return {
      method: 'POST',
      path: '/api/deals/bulk',
      body: JSON.stringify({ deals: ids, probability: below(101) }),
    }
  },
}

const below = (/** @type {number} */ count) => Math.floor(Math.random() * count)
