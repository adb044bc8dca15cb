import path from 'node:path'
import { endChild, ended, startChild } from '../children.mjs'
import { Failure } from '../failure.mjs'
import { runningPostgres } from '../postgres.mjs'
import { ROOT } from '../settings.mjs'

const OURS =
  /^(DATABASE_|NEXTAUTH_|PUBLIC_URL$|TRUST_PROXY$|WEB_CONCURRENCY$|PORT$|HOST$|DATA_DIR$|DIST_DIR$|DEMO$|NODE_ENV$)/

/** The environment without what would make the product another one than that of a fresh clone. */
export function neutralEnv() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)))
}

/**
 * The real product, as `npm start` would start it, on a free port and with a database of its own.
 * @param {{ dataDir: string, distDir: string, settings?: Record<string, string> }} options
 */
export async function startProduct({ dataDir, distDir, settings }) {
  const env = { ...neutralEnv(), PORT: '0', DATA_DIR: dataDir, DIST_DIR: distDir, ...settings }
  const child = startChild(process.execPath, [path.join(ROOT, 'scripts/start.mjs')], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = ended(child)
  const baseUrl = await new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk) => {
      output += chunk
      const ready = /ready at (http\S+)/.exec(output)
      if (ready) resolve(ready[1])
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    exited.then(() => reject(new Failure(`the product did not start\n${output}`)), reject)
  })
  return {
    baseUrl,
    databaseUrl: runningPostgres(dataDir),
    pid: child.pid,
    /** Its exit code, once it has ended. */
    exited,
    async stop() {
      endChild(child, 'SIGTERM')
      const giveUp = setTimeout(() => endChild(child, 'SIGKILL'), 20_000)
      await exited
      clearTimeout(giveUp)
    },
  }
}
