import { isLoopbackAddress, plainAddress } from './client-address.mjs'

/** A browser opens six: the people of a large office behind one address have room. */
const MOST = 1000
const MOST_FROM_HERE = 2000
/** How long one too many may take to ask for something, so that it can be told. */
const PATIENCE_MS = 2000
/** So many are told at a time; the others are cut. */
const MOST_TOLD = 100

export const TOO_MANY = {
  status: 503,
  detail: 'Too many connections are open from your address. Close some, or try again in a moment.',
  headers: { 'retry-after': '5', connection: 'close' },
}

/**
 * @typedef {object} Connections
 * @property {(address: string, refuse: () => void) => () => void} add counts one from the address, and refuses it when it
 *   is one too many; returns what takes it off again
 */

/**
 * Marks connections above the limit for one address, so that what is asked over them is answered with `TOO_MANY`, and
 * closes them soon. Behind a proxy all come from it, so there is no limit.
 * @param {import('node:http').Server} server
 * @param {{ trustProxy: number, connections?: Connections, most?: number }} options
 */
export function limitConnections(server, { trustProxy, most, connections = countConnections(most) }) {
  /** @type {Set<import('node:net').Socket>} */
  const tooMany = new Set()
  if (!trustProxy)
    server.on('connection', (socket) => {
      const remove = connections.add(plainAddress(socket.remoteAddress), () => refuse(socket))
      socket.once('close', remove)
    })

  /** @param {import('node:net').Socket} socket */
  function refuse(socket) {
    if (tooMany.size >= MOST_TOLD) return socket.destroy()
    tooMany.add(socket)
    const end = setTimeout(() => socket.destroy(), PATIENCE_MS)
    socket.once('close', () => {
      clearTimeout(end)
      tooMany.delete(socket)
    })
  }

  return { isTooMany: (/** @type {import('node:net').Socket} */ socket) => tooMany.has(socket) }
}

/** @param {number} [most] from one address, if not the usual @returns {Connections} */
export function countConnections(most) {
  /** @type {Map<string, number>} */
  const open = new Map()
  return {
    add(address, refuse) {
      const count = (open.get(address) ?? 0) + 1
      open.set(address, count)
      if (count > (most ?? (isLoopbackAddress(address) ? MOST_FROM_HERE : MOST))) refuse()
      return () => {
        const left = (open.get(address) ?? 1) - 1
        if (left) open.set(address, left)
        else open.delete(address)
      }
    },
  }
}
