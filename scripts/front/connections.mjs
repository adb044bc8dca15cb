import { isLoopbackAddress, plainAddress } from './client-address.mjs'

const MOST = 100
const MOST_FROM_HERE = 2000

/**
 * Closes connections above the limit for one address. Behind a proxy all come from it, so there is no limit.
 * @param {import('node:http').Server} server @param {{ trustProxy: number }} options
 */
export function limitConnections(server, { trustProxy }) {
  if (trustProxy) return
  /** @type {Map<string, number>} */
  const open = new Map()
  server.on('connection', (socket) => {
    const address = plainAddress(socket.remoteAddress)
    const count = (open.get(address) ?? 0) + 1
    if (count > (isLoopbackAddress(address) ? MOST_FROM_HERE : MOST)) return socket.destroy()
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left) open.set(address, left)
      else open.delete(address)
    })
  })
}
