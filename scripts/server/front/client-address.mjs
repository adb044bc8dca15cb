import { isIP } from 'node:net'

const FORWARDING = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
]

/**
 * Puts the client's address into `x-client-address`. Forwarding headers count only behind proxies of ours: with
 * `trustProxy` hops the address is the one that the outermost of them saw.
 * @param {import('node:http').IncomingMessage} req @param {{ trustProxy: number }} options
 */
export function setClientAddress(req, { trustProxy }) {
  const peer = plainAddress(req.socket.remoteAddress)
  req.headers['x-client-address'] = trustProxy ? (seenBy(req, trustProxy) ?? peer) : peer
  if (!trustProxy) for (const name of FORWARDING) if (name in req.headers) delete req.headers[name]
}

/** @param {import('node:http').IncomingMessage} req @param {number} trustProxy */
function seenBy({ headers }, trustProxy) {
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')
  const seen = plainAddress(forwarded.at(-trustProxy) ?? forwarded[0])
  return isIP(seen) ? seen : undefined
}

/** @param {string} [address] */
export function plainAddress(address = '') {
  return address.trim().replace(/^::ffff:(?=\d+\.)/i, '')
}

/** @param {string} address */
export function isLoopbackAddress(address) {
  return address === '::1' || address.startsWith('127.')
}
