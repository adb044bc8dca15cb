import { execFile, spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Failure } from '../base/failure.mjs'
import { commandLine, gone, identity } from '../base/processes.mjs'
import { binary } from './binaries.mjs'
import { serverOptions } from './cluster.mjs'

const run = promisify(execFile)

/**
 * What postmaster.pid says, when the process it names is alive and serves this very cluster.
 * @param {string} cluster @returns {{ pid: number, port: number, ready: boolean } | undefined}
 */
export function readPostmaster(cluster) {
  const [pid, folder, , port, , , , status] = pidFile(cluster)
  if (!identity(Number(pid)) || folder !== cluster) return undefined
  if (process.platform !== 'win32' && !commandLine(Number(pid)).includes(`-D ${cluster}`)) return undefined
  return { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' }
}

/** @param {string} cluster */
function pidFile(cluster) {
  try {
    return readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}

/**
 * @param {{ native: string, cluster: string, logFile: string, account: import('./account.mjs').Account, port?: number }} options
 * @returns {Promise<{ pid: number, port: number, ended: Promise<void> }>}
 */
export async function launch({ native, cluster, logFile, account, port: wished }) {
  for (let attempt = 1; ; attempt++) {
    forgetRecycledPid(cluster)
    const port = wished ?? (await freePort())
    if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`)
    const log = openSync(logFile, 'a', 0o600)
    const server = spawn(binary(native, 'postgres'), ['-D', cluster, ...settings(port)], {
      ...serverOptions(account, cluster),
      stdio: ['ignore', log, log],
      detached: true,
    })
    server.unref()
    closeSync(log)
    const ended = /** @type {Promise<void>} */ (
      new Promise((resolve) => server.once('exit', () => resolve()).once('error', () => resolve()))
    )
    const over = ended.then(() => true)
    while (!(await Promise.race([over, sleep(20)]))) {
      const found = readPostmaster(cluster)
      if (found?.ready && found.pid === server.pid) return { pid: found.pid, port, ended }
    }
    const said = readFileSync(logFile, 'utf8')
    const passing = /Address already in use|shared memory block .* is still in use|lock file .* is empty/.test(said)
    if (!passing || attempt === 5) throw new Failure(`PostgreSQL did not start: ${lastError(said)} (see ${logFile})`)
    await sleep(200 * attempt)
  }
}

/** Waits for a server that is recovering, or until one that was stopping is gone. @param {string} cluster */
export async function settle(cluster) {
  const found = readPostmaster(cluster)
  if (found && !found.ready) {
    await sleep(50)
    return settle(cluster)
  }
  return found
}

/** @param {{ native: string, cluster: string, account: import('./account.mjs').Account }} options */
export async function stopPostmaster({ native, cluster, account }) {
  const stop = (/** @type {'fast' | 'immediate'} */ mode) =>
    run(
      binary(native, 'pg_ctl'),
      ['stop', '-D', cluster, '-m', mode, '-w', '-t', '20'],
      serverOptions(account, cluster),
    )
  const found = readPostmaster(cluster)
  if (!found) return
  await stop('fast').catch(() => readPostmaster(cluster) && stop('immediate'))
  // pg_ctl waits for the pid file to go, which the server removes shortly before it ends.
  await gone(found.pid, { every: 20 })
}

/** @param {number} port */
function settings(port) {
  const values = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/**
 * PostgreSQL itself takes any process with the recorded pid for another server, even the killed one as long as nobody
 * has reaped it. Only its parent's pid it lets pass, and then still looks for processes that the old server left
 * behind.
 * @param {string} cluster
 */
function forgetRecycledPid(cluster) {
  const [pid, ...rest] = pidFile(cluster)
  if (!pid || readPostmaster(cluster)) return
  const file = path.join(cluster, 'postmaster.pid')
  if (process.platform === 'win32') rmSync(file, { force: true })
  else writeFileSync(file, [process.pid, ...rest].join('\n'))
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address())
      probe.close(() => resolve(port))
    })
  })
}

/** @param {string} said */
function lastError(said) {
  const lines = said.trim().split('\n')
  return (lines.find((line) => /FATAL|PANIC|error/i.test(line)) ?? lines.at(-1) ?? '').replace(
    /^.*?(FATAL|PANIC): +/,
    '',
  )
}
