import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf } from './failure.mjs'

/**
 * What tells this process from a later one that got the same pid; undefined when it is not running.
 * @param {number} pid @returns {string | undefined}
 */
export function identity(pid) {
  if (!(pid > 0)) return undefined
  if (process.platform === 'linux') return linuxIdentity(pid)
  if (process.platform === 'win32') return signalReaches(pid) ? 'running' : undefined
  return ps(pid, 'lstart=')
}

/**
 * Resolves when a process has ended; looks for it every so many milliseconds.
 * @param {number} pid @param {{ every: number, ref?: boolean }} options
 */
export async function gone(pid, { every, ref = true }) {
  const born = identity(pid)
  while (born !== undefined && identity(pid) === born) await sleep(every, undefined, { ref })
}

/** @param {number} pid @returns {string} the command line, arguments apart by one space; empty when unknown */
export function commandLine(pid) {
  if (process.platform === 'win32') return ''
  if (process.platform !== 'linux') return ps(pid, 'command=') ?? ''
  return (readIfThere(`/proc/${pid}/cmdline`) ?? '').split('\0').join(' ').trim()
}

/** @param {number} pid */
function linuxIdentity(pid) {
  const stat = readIfThere(`/proc/${pid}/stat`)
  if (!stat) return undefined
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ended = fields[0] === 'Z' || fields[0] === 'X'
  return ended ? undefined : `${readIfThere('/proc/sys/kernel/random/boot_id')?.trim()}:${fields[19]}`
}

/** @param {number} pid @param {string} column */
function ps(pid, column) {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/** @param {number} pid */
function signalReaches(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
