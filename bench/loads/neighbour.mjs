import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Failure } from '../../scripts/base/failure.mjs'

/** What each connection of a noisy neighbour asks for, in turn over the connections. */
export const LOADS = {
  lists: ['list'],
  searches: ['search'],
  bulk: ['bulk'],
  mixed: ['list', 'search', 'list', 'bulk'],
}

/** @typedef {{ done: Record<string, number>, refused: number, seconds: number }} Answers by kind */

/**
 * A tenant that asks for heavy work over many connections, without a pause, from a process of its own.
 * @param {{ url: string, tokens: string[], deals: number, load: keyof typeof LOADS }} options
 */
export async function startNeighbour({ url, tokens, deals, load }) {
  const child = fork(fileURLToPath(new URL('neighbour-load.mjs', import.meta.url)))
  child.send({ url, tokens, deals, kinds: LOADS[load] })
  return {
    /** Ends it. @returns {Promise<Answers>} */
    async stop() {
      child.send('stop')
      const [result] = await Promise.race([once(child, 'message'), once(child, 'exit')])
      if (!result?.done) throw new Failure(`the neighbour's load of ${load} failed`)
      return result
    },
    kill: () => child.kill('SIGKILL'),
  }
}
