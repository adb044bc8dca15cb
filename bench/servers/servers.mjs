import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { endChild, ended, startChild } from '../../scripts/base/children.mjs'
import { Failure } from '../../scripts/base/failure.mjs'
import { ROOT } from '../../scripts/base/root.mjs'
import { neutralEnv } from '../../scripts/testing/product.mjs'
import { idOf } from '../data/ids.mjs'

/** @typedef {{ url: string, pid: number, stop: () => Promise<void> }} Server */

/** Everything is counted as always, and nothing refused. */
const UNLIMITED = { RATE_LIMIT_LIGHT: '1000000000', RATE_LIMIT_HEAVY: '1000000000', STREAM_LIMIT: '100000' }

/** The product as `npm start` runs it, on a database that is there. @param {{ url: string }} dataset */
export const startApp = ({ url }) =>
  start('app', ['scripts/start.mjs'], {
    PORT: '0',
    DATABASE_URL: url,
    NEXTAUTH_SECRET: randomBytes(48).toString('base64'),
    DIST_DIR: '.next-bench',
    ...UNLIMITED,
  })

/** What the app is compared with. @param {{ url: string }} dataset */
export const startBare = ({ url }) =>
  start('bare', ['bench/bare/server.mjs'], {
    DATABASE_URL: url,
    TENANT_ID: idOf('tenant', 0),
    USER_ID: idOf('user', 0),
    NODE_ENV: 'production',
  })

/** `npm start` with a database of its own in the data directory. @param {string} dataDir */
export const startAlone = (dataDir) =>
  start('app', [npm(), 'start'], { PORT: '0', DATA_DIR: dataDir, DIST_DIR: '.next-bench' })

/** npm says where it is to what it runs. */
function npm() {
  const { npm_execpath } = process.env
  if (!npm_execpath) throw new Failure('run it with npm')
  return npm_execpath
}

/** @param {string} name @param {string[]} args @param {Record<string, string>} env @returns {Promise<Server>} */
async function start(name, args, env) {
  const child = startChild(process.execPath, args, {
    cwd: path.resolve(ROOT),
    env: { ...neutralEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = ended(child)
  let output = ''
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    const read = (/** @type {Buffer} */ chunk) => {
      output += chunk
      const ready = /ready at (http\S+)/.exec(output)
      if (ready?.[1]) resolve(ready[1])
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    exited.then(() => reject(new Failure(`${name} did not start\n${output}`)), reject)
  })
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      endChild(child, 'SIGTERM')
      const giveUp = setTimeout(() => endChild(child, 'SIGKILL'), 20_000)
      await exited
      clearTimeout(giveUp)
    },
  }
}
