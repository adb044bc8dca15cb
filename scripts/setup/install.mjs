import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Failure } from '../base/failure.mjs'
import { ROOT } from '../base/root.mjs'

/**
 * Makes node_modules hold what package-lock.json says. No install script of any package is run.
 * @param {{ dev: boolean, root?: string, log?: (line: string) => void }} options
 */
export function ensureInstalled({ dev, root = ROOT, log = console.log }) {
  const wanted = readPackages(`${root}/package-lock.json`)
  const present = readPackages(`${root}/node_modules/.package-lock.json`)
  if (!wanted) throw new Failure('package-lock.json is missing or unreadable')
  const action = whatToDo(wanted, present, dev)
  if (!action) return
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const args = {
    add: ['install', '--no-save', '--include=dev'],
    replace: ['ci', '--include=dev'],
    replaceLean: ['ci', '--omit=dev'],
  }[action]
  log(`installing packages (npm ${args.join(' ')})`)
  if (npm([...args, ...flags], root) !== 0) throw new Failure('the packages could not be installed; npm says why above')
}

/**
 * Adding leaves the files in place that another Penstock of this checkout may be running from.
 * @typedef {Record<string, { version?: string, dev?: boolean, devOptional?: boolean, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }>} Packages
 * @param {Packages} wanted @param {Packages | undefined} present @param {boolean} dev
 * @returns {'add' | 'replace' | 'replaceLean' | undefined}
 */
export function whatToDo(wanted, present, dev) {
  const keepDev = dev || Object.values(present ?? {}).some((entry) => entry.dev)
  const needed = Object.entries(wanted).filter(([name, entry]) => name && (keepDev || !entry.dev) && belongsHere(entry))
  const missing = needed.filter(([name]) => !present?.[name])
  const stale = needed.filter(([name, entry]) => present?.[name] && present[name].version !== entry.version)
  if (!missing.length && !stale.length) return undefined
  if (present && !stale.length) return keepDev ? 'add' : 'replaceLean'
  return keepDev ? 'replace' : 'replaceLean'
}

/**
 * npm leaves out an optional package made for another machine; one that names no machine may be left out anywhere.
 * @param {Packages[string]} entry
 */
function belongsHere({ optional, devOptional, os, cpu, libc }) {
  if (!optional && !devOptional) return true
  return !!os?.includes(process.platform) && !!cpu?.includes(process.arch) && (!libc || libc.includes(LIBC))
}

const LIBC = process.platform === 'linux' && isGlibc() ? 'glibc' : 'musl'

function isGlibc() {
  return !!(/** @type {any} */ (process.report.getReport()).header.glibcVersionRuntime)
}

/** @param {string} file @returns {Packages | undefined} */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** @param {string[]} args @param {string} cwd */
function npm(args, cwd) {
  const own = process.env.npm_execpath
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  const shell = process.platform === 'win32' && command === 'npm'
  return spawnSync(command, [...first, ...args], { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell }).status
}
