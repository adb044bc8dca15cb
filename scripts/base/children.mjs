import { spawn } from 'node:child_process'
import { codeOf } from './failure.mjs'

/**
 * @typedef {import('node:child_process').ChildProcess} ChildProcess
 * @typedef {import('node:child_process').SpawnOptions} SpawnOptions
 */

/** @type {Set<ChildProcess>} */
const running = new Set()

/**
 * @param {string} command @param {string[]} args @param {SpawnOptions} options
 * @returns {Promise<number>} the exit code
 */
export async function runChild(command, args, options) {
  return ended(startChild(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options }))
}

/**
 * Keeps the output back.
 * @param {string} command @param {string[]} args @param {SpawnOptions} options
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runQuietly(command, args, options) {
  const child = startChild(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk))
  return { code: await ended(child), output }
}

/** Ends the children that are still running, and theirs. @param {NodeJS.Signals} [signal] */
export function endChildren(signal = 'SIGTERM') {
  for (const child of running) endChild(child, signal)
}

/** @param {ChildProcess} child @param {NodeJS.Signals} signal */
export function endChild(child, signal) {
  try {
    if (LEADS_GROUP && child.pid) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

const LEADS_GROUP = process.platform !== 'win32'

/**
 * Each child leads a process group, so that it ends together with its own children and only when we say so.
 * @param {string} command @param {string[]} args @param {SpawnOptions} options @returns {ChildProcess}
 */
export function startChild(command, args, options) {
  const child = spawn(command, args, { ...options, detached: LEADS_GROUP })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** @param {ChildProcess} child @returns {Promise<number>} the exit code */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (/** @type {number | null} */ code) => resolve(code ?? 1))
  })
}
