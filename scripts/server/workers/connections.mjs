/** @typedef {import('../front/connections.mjs').Connections} Connections */

/**
 * The primary's half: counts what the worker reports, and tells it which connections are too many. The connections of a
 * worker end with it.
 * @param {import('node:cluster').Worker} worker @param {Connections} connections those of all workers
 */
export function countFor(worker, connections) {
  /** @type {Map<number, () => void>} */
  const open = new Map()
  worker.on('message', ({ opened, closed, address }) => {
    const refuse = () => worker.isConnected() && worker.send({ refused: opened }, () => {})
    if (opened) open.set(opened, connections.add(address, refuse))
    if (closed) open.get(closed)?.()
    open.delete(closed)
  })
  worker.once('disconnect', () => {
    for (const remove of open.values()) remove()
  })
}

/** The worker's half. A connection is served until the answer comes. @returns {Connections} */
export function countInPrimary() {
  /** @type {Map<number, () => void>} */
  const refusals = new Map()
  let last = 0
  process.on('message', (/** @type {{ refused?: number }} */ { refused }) => refusals.get(refused ?? 0)?.())
  return {
    add(address, refuse) {
      const opened = ++last
      refusals.set(opened, refuse)
      tell({ opened, address })
      return () => {
        refusals.delete(opened)
        tell({ closed: opened })
      }
    },
  }
}

/**
 * Without a callback a primary that is gone would be an error of this process.
 * @param {{ opened: number, address: string } | { closed: number }} message
 */
const tell = (message) => process.send?.(message, () => {})
