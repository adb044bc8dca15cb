import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { codeOf } from './failure.mjs'
import { identity } from './processes.mjs'

/** @typedef {{ release: () => void, holder?: undefined } | { holder: number }} Lock */

/** Takes the lock file for this process, or says which live process holds it. @param {string} path @returns {Lock} */
export function takeLock(path) {
  const mine = `${process.pid} ${identity(process.pid)}`
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    while (!linked(draft, path)) {
      const found = read(path)
      const [pid, who] = split(found)
      if (pid && identity(pid) === who) return { holder: pid }
      if (found !== undefined) discard(path, found)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    release() {
      if (read(path) === mine) rmSync(path, { force: true })
    },
  }
}

/** @param {string} path @returns {number | undefined} the live process that holds the lock */
export function lockHolder(path) {
  const [pid, who] = split(read(path))
  return pid && identity(pid) === who ? pid : undefined
}

/** @param {string} from @param {string} to */
function linked(from, to) {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * Two processes may find the same dead holder: only the one that renamed exactly what it judged may go on.
 * @param {string} path @param {string} judged
 */
function discard(path, judged) {
  const aside = `${path}.${process.pid}.dead`
  try {
    renameSync(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  if (read(aside) !== judged) linked(aside, path)
  rmSync(aside, { force: true })
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function split(text = '') {
  const space = text.indexOf(' ')
  return /** @type {const} */ ([Number(text.slice(0, space)), text.slice(space + 1)])
}
