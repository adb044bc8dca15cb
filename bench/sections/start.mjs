import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { removeDataDir } from '../../scripts/postgres/cluster.mjs'
import { median } from '../loads/measure.mjs'
import { startAlone } from '../servers/servers.mjs'

const STARTS = 3

/** `npm start` with the embedded database, from the second time on. @param {import('./options.mjs').Bench} bench */
export async function start({ folder, say }) {
  const dataDir = path.join(folder, 'start')
  mkdirSync(dataDir, { mode: 0o711 })
  const times = []
  try {
    for (let i = 0; i <= STARTS; i++) {
      const begun = performance.now()
      const app = await startAlone(dataDir)
      times.push(performance.now() - begun)
      await app.stop()
    }
  } finally {
    removeDataDir(dataDir)
  }
  const [firstMs = Number.NaN, ...laterMs] = times
  say(`\nStart: ${seconds(firstMs)} the first time, then ${laterMs.map(seconds).join(', ')} until it is ready`)
  return { firstMs, laterMs, medianMs: median(laterMs) }
}

const seconds = (/** @type {number} */ time) => `${(time / 1000).toFixed(2)} s`
