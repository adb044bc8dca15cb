import './base/node-version.mjs'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { endChildren } from './base/children.mjs'
import { exitWith, Failure } from './base/failure.mjs'
import { ROOT } from './base/root.mjs'
import { startPostgres } from './postgres/embedded.mjs'
import { checkAddress } from './server/front/front.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { keptSecret, requireSecret } from './setup/secret.mjs'
import { isLoopback, readSettings } from './setup/settings.mjs'

/** @typedef {import('./setup/settings.mjs').Settings} Settings */

const dev = process.argv.includes('--dev')
/** @type {(() => Promise<void>)[]} */
const toStop = []
/** @type {number | undefined} */
let stopping

process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
// npm passes a signal on to its shell alone, which ends and leaves us behind.
if (['start', 'dev'].includes(process.env.npm_lifecycle_event ?? '')) {
  const { ppid } = process
  setInterval(() => process.ppid === ppid || onSignal('SIGTERM'), 500).unref()
}
process.once('uncaughtException', (error) => stop(() => exitWith(error)))
await main().catch((error) => {
  if (!stopping) return stop(() => exitWith(error))
})

async function main() {
  const settings = readSettings(process.env)
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' })
  delete process.env.DEMO
  if (settings.databaseUrl && !dev) requireSecret(process.env.NEXTAUTH_SECRET)
  await checkAddress(settings)
  ensureInstalled({ dev, log: say })
  if (!settings.databaseUrl) await startEmbedded(settings)
  if (!process.env.NEXTAUTH_SECRET) process.env.NEXTAUTH_SECRET = keptSecret(settings.dataDir)
  const { DATABASE_URL = '', DATABASE_DIRECT_URL } = process.env
  const { migrate } = await import('./setup/migrations.mjs')
  await step('migrated the database', () => migrate(DATABASE_DIRECT_URL || DATABASE_URL, say))
  if (DATABASE_DIRECT_URL && DATABASE_DIRECT_URL !== DATABASE_URL) await checkPooler(DATABASE_URL)
  if (!dev) await build()
  if (!settings.databaseUrl) await seedWhenEmpty(DATABASE_URL)
  const url =
    settings.processes === 1 || dev
      ? await step('started the server', () => startServer(settings))
      : await step(`started ${settings.processes} web processes`, () => startSeveral(settings))
  say(`Penstock is ready at ${settings.publicUrl ?? url}`)
  if (process.env.DEMO) sayDemoLogin()
}

/** @param {string} url */
async function checkPooler(url) {
  const { requireDeadlines } = await import('./setup/database.mjs')
  await requireDeadlines(url)
}

/** @param {Settings} settings */
async function startEmbedded({ dataDir, host, publicUrl, trustProxy }) {
  const starting = startPostgres({ dataDir, log: say })
  toStop.push(async () => (await starting).stop())
  const postgres = await step('started PostgreSQL', () => starting)
  if (postgres.reused) say('it was still running: the Penstock that started it was killed')
  postgres.ended.then(() => stop(() => exitWith(new Failure(`PostgreSQL has ended; ${dataDir}/postgres.log says why`))))
  process.env.DATABASE_URL = postgres.url
  process.env.DATABASE_DIRECT_URL = postgres.url
  process.env.NEXTAUTH_SECRET = keptSecret(dataDir)
  if (isLoopback(host) && !publicUrl && !trustProxy) process.env.DEMO = '1'
  else say('others can reach this address: the demo logins are off')
}

async function build() {
  const { buildWhenStale } = await import('./setup/build.mjs')
  const distDir = process.env.DIST_DIR || '.next'
  await step('the production build is up to date', () => buildWhenStale({ distDir, log: say }))
}

/** @param {string} url */
async function seedWhenEmpty(url) {
  const { isEmpty, seed } = await import('./seed.mjs')
  if (await isEmpty(url)) await step('wrote the demo data', () => seed(url))
}

/** @param {Settings} settings */
async function startServer(settings) {
  const { host, port, trustProxy, corsOrigins } = settings
  const { serve } = await import('./server/front/serve.mjs')
  const onListening = (/** @type {string} */ url) => setPublicUrl(settings, url)
  const server = await serve({ host, port, dev, trustProxy, corsOrigins, onListening })
  toStop.push(server.close)
  return server.url
}

/** @param {Settings} settings */
async function startSeveral({ processes, pool, ...settings }) {
  const { startWorkers } = await import('./server/workers/workers.mjs')
  const { poolShare } = await import('./server/workers/pool.mjs')
  const url = await checkAddress(settings)
  setPublicUrl(settings, url)
  const share = await poolShare(process.env.DATABASE_URL ?? '', { processes, wished: pool })
  if (share < pool) say(`each web process pools ${share} database connections; the database takes no more`)
  const env = { PORT: String(settings.port || new URL(url).port), DATABASE_POOL: String(share) }
  const workers = startWorkers({ count: processes, env, log: say, giveUp: (why) => stop(() => exitWith(why)) })
  toStop.push(workers.close)
  await workers.ready
  return url
}

/** @param {{ publicUrl?: string }} settings @param {string} url */
function setPublicUrl({ publicUrl }, url) {
  process.env.NEXTAUTH_URL = publicUrl ?? url.replace(/\/\/(0\.0\.0\.0|\[::\])/, '//localhost')
}

function sayDemoLogin() {
  const file = path.join(ROOT, 'db/demo/demo-login.json')
  if (!existsSync(file)) return
  const { email, password } = JSON.parse(readFileSync(file, 'utf8'))
  say(`demo login: ${email} / ${password}`)
}

/** @template T @param {string} done @param {() => Promise<T>} work */
async function step(done, work) {
  const begun = performance.now()
  const result = await work()
  say(`${done} (${((performance.now() - begun) / 1000).toFixed(1)} s)`)
  return result
}

/** @param {string} line */
function say(line) {
  if (!stopping) console.log(line)
}

/** @param {NodeJS.Signals} signal */
function onSignal(signal) {
  // Ctrl-C under npm arrives twice: from the terminal and passed on by npm.
  if (stopping && Date.now() - stopping > 1000) process.exit(signal === 'SIGINT' ? 130 : 143)
  say('stopping')
  stop(() => process.exit(0))
}

/** @param {() => void} exit */
async function stop(exit) {
  if (stopping) return
  stopping = Date.now()
  endChildren()
  for (const end of toStop.reverse()) await end().catch(() => {})
  exit()
}
