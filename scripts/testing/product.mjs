import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { endChild, ended, startChild } from '../base/children.mjs'
import { Failure } from '../base/failure.mjs'
import { ROOT } from '../base/root.mjs'
import { runningPostgres } from '../postgres/embedded.mjs'
import { freePort } from '../postgres/postmaster.mjs'

const OURS =
  /^(DATABASE_|NEXTAUTH_|PUBLIC_URL$|TRUST_PROXY$|CORS_ORIGINS$|WEB_CONCURRENCY$|RATE_LIMIT_|STREAM_LIMIT$|PORT$|HOST$|DATA_DIR$|DIST_DIR$|DEMO$|NODE_ENV$)/

/** The environment without what would make the product another one than that of a fresh clone. */
export function neutralEnv() {
  const rest = Object.entries(process.env).filter(([name]) => !OURS.test(name))
  return /** @type {NodeJS.ProcessEnv} */ (Object.fromEntries(rest))
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
  /** @type {string} */
  const baseUrl = await new Promise((resolve, reject) => {
    let output = ''
    const read = (/** @type {Buffer} */ chunk) => {
      output += chunk
      const ready = /ready at (http\S+)/.exec(output)
      if (ready?.[1]) resolve(ready[1])
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
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

/**
 * The same build and database served by `next start` alone: no front, and every request through Next's own router.
 * @param {{ databaseUrl: string, distDir: string }} options
 */
export async function startPlainNext({ databaseUrl, distDir }) {
  const port = await freePort()
  const baseUrl = `http://127.0.0.1:${port}`
  const next = path.join(ROOT, 'node_modules/next/dist/bin/next')
  const env = {
    ...neutralEnv(),
    DATABASE_URL: databaseUrl,
    DIST_DIR: distDir,
    NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
    NEXTAUTH_URL: baseUrl,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const child = startChild(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: ROOT,
    env,
    stdio: 'ignore',
  })
  const exited = ended(child).then((code) => ({ code }))
  while (!(await fetch(`${baseUrl}/api/health`).catch(() => undefined))?.ok) {
    const over = await Promise.race([exited, sleep(100)])
    if (over) throw new Failure(`next start ended with code ${over.code}`)
  }
  return {
    baseUrl,
    async stop() {
      // It waits for open event streams without end.
      endChild(child, 'SIGKILL')
      await exited
    },
  }
}
