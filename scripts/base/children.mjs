import { spawn } from 'node:child_process'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * @param {string} command @param {string[]} args @param {import('node:child_process').SpawnOptions} options
 * @returns {Promise<number>} the exit code
 */
export async function runChild(command, args, options) {
  return ended(startChild(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options }))
}

/** Keeps the output back. @returns {Promise<{ code: number, output: string }>} */
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

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
export function endChild(child, signal) {
  try {
    if (LEADS_GROUP && child.pid) process.kill(-child.pid, signal)
    else child.kill(signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

const LEADS_GROUP = process.platform !== 'win32'

/** Each child leads a process group, so that it ends together with its own children and only when we say so. */
export function startChild(command, args, options) {
  const child = spawn(command, args, { ...options, detached: LEADS_GROUP })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

/** @returns {Promise<number>} */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}
