import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Failure } from '../../scripts/base/failure.mjs'
import { idOf } from '../data/ids.mjs'

/**
 * Readers of one board's stream, in a process of their own.
 * @param {{ url: string, tokens: string[], count: number }} options
 */
export async function subscribe({ url, tokens, count }) {
  const child = fork(fileURLToPath(new URL('subscribers.mjs', import.meta.url)), { serialization: 'advanced' })
  const begun = performance.now()
  child.send({ url, tokens, count, path: `/api/changes/stream?pipelineId=${idOf('pipeline', 0)}` })
  const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit')])
  if (answer !== 'open') throw new Failure('the streams could not be opened')
  const openedMs = performance.now() - begun
  return {
    openedMs,
    /** Waits for so many events over all streams. @param {number} expected @returns {Promise<{ arrivals: Map<string, number[]>, openTimes: number[] }>} */
    async stop(expected) {
      child.send({ expected })
      const [result] = await once(child, 'message')
      return result
    },
    kill: () => child.kill('SIGKILL'),
  }
}
