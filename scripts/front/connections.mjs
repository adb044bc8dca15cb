import { isLoopbackAddress, plainAddress } from './client-address.mjs'

const MOST = 100
const MOST_FROM_HERE = 2000

/**
 * @typedef {object} Connections
 * @property {(address: string, refuse: () => void) => () => void} add counts one from the address, and refuses it when it
 *   is one too many; returns what takes it off again
 */

/**
 * Closes connections above the limit for one address. Behind a proxy all come from it, so there is no limit.
 * @param {import('node:http').Server} server @param {{ trustProxy: number, connections?: Connections }} options
 */
export function limitConnections(server, { trustProxy, connections = countConnections() }) {
  if (trustProxy) return
  server.on('connection', (socket) => {
    const remove = connections.add(plainAddress(socket.remoteAddress), () => socket.destroy())
    socket.once('close', remove)
  })
}

/** @returns {Connections} */
export function countConnections() {
  /** @type {Map<string, number>} */
  const open = new Map()
  return {
    add(address, refuse) {
      const count = (open.get(address) ?? 0) + 1
      open.set(address, count)
      if (count > (isLoopbackAddress(address) ? MOST_FROM_HERE : MOST)) refuse()
      return () => {
        const left = (open.get(address) ?? 1) - 1
        if (left) open.set(address, left)
        else open.delete(address)
      }
    },
  }
}
