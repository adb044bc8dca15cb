import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { Failure } from '../base/failure.mjs'
import { canReach, isOwnFolder } from './account.mjs'
import { binary } from './binaries.mjs'

const run = promisify(execFile)
const FARAWAY = '/var/lib/penstock'

/**
 * Where the cluster lives: in the data directory, or, when the server's user cannot get there, behind a link in it.
 * @param {string} dataDir @param {import('./account.mjs').Account} account @param {(line: string) => void} log
 */
export function locateCluster(dataDir, account, log) {
  const place = path.join(dataDir, 'postgres-17')
  const link = lstatSync(place, { throwIfNoEntry: false })
  if (link?.isSymbolicLink()) return readlinkSync(place)
  if (link || canReach(account, 'x', dataDir)) return place
  const far = path.join(FARAWAY, createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16))
  try {
    mkdirSync(FARAWAY, { recursive: true, mode: 0o755 })
    if (!isOwnFolder(FARAWAY) || !canReach(account, 'x', FARAWAY)) throw new Error('not usable')
    if (existsSync(far)) renameSync(far, `${far}.left-${Date.now()}`)
    mkdirSync(far, { mode: 0o711 })
  } catch {
    throw new Failure(
      `the user ${account.name} cannot reach ${dataDir}, nor can its database live in ${FARAWAY}; set DATA_DIR`,
    )
  }
  const cluster = path.join(far, 'postgres-17')
  symlinkSync(cluster, place)
  log(`the user ${account.name} cannot reach ${dataDir}: its database lives in ${cluster}`)
  return cluster
}

/**
 * Makes the cluster in a folder of its own and moves it into place when it is whole.
 * @param {{ native: string, cluster: string, passwordFile: string, account: import('./account.mjs').Account }} options
 */
export async function createCluster({ native, cluster, passwordFile, account }) {
  removeDrafts(cluster)
  const draft = mkdtempSync(`${cluster}.new-`)
  const password = randomBytes(24).toString('base64url')
  try {
    const superuser = path.join(draft, 'superuser')
    writeFileSync(superuser, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (account.uid !== undefined) for (const file of [draft, superuser]) chownSync(file, account.uid, account.gid)
    const made = path.join(draft, 'cluster')
    const options = serverOptions(account, draft)
    const locale = process.platform === 'linux' ? 'C.UTF-8' : 'C'
    await run(
      binary(native, 'initdb'),
      [
        ...['-D', made, '--username=postgres', `--pwfile=${superuser}`, '--auth=scram-sha-256', '--encoding=UTF8'],
        ...[`--locale=${locale}`, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ],
      options,
    )
    const single = run(binary(native, 'postgres'), ['--single', '-j', '-D', made, 'postgres'], options)
    single.child.stdin?.end(
      `CREATE ROLE penstock LOGIN CREATEDB PASSWORD '${password}';\n\nCREATE DATABASE penstock OWNER penstock;\n\n`,
    )
    const { stderr } = await single
    if (/ERROR|FATAL/.test(stderr)) throw Object.assign(new Error('the database was not created'), { stderr })
    writeFileSync(passwordFile, password, { mode: 0o600 })
    renameSync(made, cluster)
  } catch (error) {
    const { stderr, message } = /** @type {import('node:child_process').ExecFileException} */ (error)
    const reason = (stderr || message).trim().split('\n').at(-1)
    throw new Failure(`PostgreSQL's data could not be set up in ${cluster}: ${reason}`)
  } finally {
    rmSync(draft, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** @param {string} passwordFile @param {string} cluster */
export function readPassword(passwordFile, cluster) {
  if (!existsSync(passwordFile))
    throw new Failure(`${passwordFile} is missing, so ${cluster} cannot be opened; restore it`)
  return readFileSync(passwordFile, 'utf8').trim()
}

/**
 * The server sees none of our environment: it may hold PG… settings or secrets.
 * @param {import('./account.mjs').Account} account @param {string} cwd
 */
export function serverOptions({ uid, gid }, cwd) {
  /** @type {NodeJS.Dict<string>} */
  const env = process.platform === 'win32' ? process.env : { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
  // Next's types promise a NODE_ENV in every environment.
  return { uid, gid, cwd, env: /** @type {NodeJS.ProcessEnv} */ (env) }
}

/** Removes a data directory together with a cluster that had to live elsewhere. @param {string} dataDir */
export function removeDataDir(dataDir) {
  const place = path.join(dataDir, 'postgres-17')
  const link = lstatSync(place, { throwIfNoEntry: false })
  if (link?.isSymbolicLink()) rmSync(path.dirname(readlinkSync(place)), { recursive: true, force: true, maxRetries: 5 })
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
}

/** @param {string} cluster */
function removeDrafts(cluster) {
  const folder = path.dirname(cluster)
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${path.basename(cluster)}.new-`)) {
      rmSync(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 })
    }
  }
}
