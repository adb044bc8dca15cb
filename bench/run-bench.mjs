import { writeFileSync } from 'node:fs'
import { endChildren } from '../scripts/base/children.mjs'
import { exitWith } from '../scripts/base/failure.mjs'
import { clearWorkplace, makeWorkplace } from '../scripts/testing/workplace.mjs'
import { machineOf } from './figures/machine.mjs'
import { api } from './sections/api.mjs'
import { board } from './sections/board.mjs'
import { growth } from './sections/growth.mjs'
import { neighbours } from './sections/neighbours.mjs'
import { readOptions } from './sections/options.mjs'
import { page } from './sections/page.mjs'
import { soak } from './sections/soak.mjs'
import { start } from './sections/start.mjs'
import { stream } from './sections/stream.mjs'
import { startDatabases } from './servers/database.mjs'

/** @typedef {keyof typeof sections} SectionName */

const sections = { api, growth, page, board, stream, start, soak, neighbours }
const say = (/** @type {string} */ line) => console.log(line)

/**
 * Runs sections in turn and returns all figures.
 * @param {string[]} args those of the command line
 */
export async function runBench(args) {
  const options = readOptions(args, /** @type {SectionName[]} */ (Object.keys(sections)))
  const folder = makeWorkplace()
  const databases = await startDatabases(folder, { log: say })
  /** @type {Promise<void> | undefined} */
  let stopped
  const stop = () => {
    stopped ??= stopAll(databases, folder)
    return stopped
  }
  const giveUp = () => stop().finally(() => process.exit(130))
  process.once('SIGINT', giveUp).once('SIGTERM', giveUp)
  // npm passes a signal on to its shell alone, which ends and leaves us behind.
  const { ppid } = process
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === ppid || giveUp(), 500).unref()
  process.once('uncaughtException', (error) => stop().finally(() => exitWith(error)))
  try {
    const machine = machineOf(databases)
    say(
      Object.entries(machine)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    )
    /** @type {{ [Name in SectionName]?: Awaited<ReturnType<typeof sections[Name]>> }} */
    const figures = {}
    const results = { date: new Date().toISOString(), machine, options, ...figures }
    for (const name of options.sections) {
      Object.assign(results, { [name]: await sections[name]({ options, databases, folder, say }) })
      if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`)
    }
    return results
  } finally {
    await stop()
  }
}

/** @param {import('./sections/options.mjs').Bench['databases']} databases @param {string} folder */
async function stopAll(databases, folder) {
  endChildren()
  await databases.stop()
  clearWorkplace(folder)
}
