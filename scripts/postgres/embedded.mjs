import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { prepareDataDir } from '../base/data-dir.mjs'
import { Failure } from '../base/failure.mjs'
import { lockHolder, takeLock } from '../base/lock.mjs'
import { gone } from '../base/processes.mjs'
import { serverAccount } from './account.mjs'
import { locateBinaries } from './binaries.mjs'
import { createCluster, locateCluster, readPassword } from './cluster.mjs'
import { launch, readPostmaster, settle, stopPostmaster } from './postmaster.mjs'

/**
 * @typedef {object} Postgres
 * @property {string} url
 * @property {boolean} reused a server that an earlier, killed process left running
 * @property {number} pid
 * @property {Promise<void>} ended settles when the server is gone, however that came
 * @property {() => Promise<void>} stop fast shutdown; resolves when the server is gone
 */

/**
 * A real PostgreSQL of our own under the data directory, on loopback only; one starter at a time.
 * @param {{ dataDir: string, port?: number, log?: (line: string) => void }} options
 * @returns {Promise<Postgres>}
 */
export async function startPostgres({ dataDir, port: wished, log = console.log }) {
  prepareDataDir(dataDir)
  const { folder, lockFile, passwordFile } = places(dataDir)
  const lock = takeLock(lockFile)
  if (lock.holder !== undefined) throw new Failure(`another Penstock (process ${lock.holder}) is using ${dataDir}`)
  try {
    const placed = path.join(folder, 'postgres-17')
    const account = serverAccount(placed)
    const native = locateBinaries(account, log)
    const cluster = locateCluster(folder, account, log)
    if (!existsSync(cluster)) await createCluster({ native, cluster, passwordFile, account })
    const password = readPassword(passwordFile, cluster)
    const left = await settle(cluster)
    const logFile = path.join(folder, 'postgres.log')
    const { pid, port, ended } = left
      ? { ...left, ended: gone(left.pid, { every: 1000, ref: false }) }
      : await launch({ native, cluster, logFile, account, port: wished })
    return {
      url: urlOf(port, password),
      reused: !!left,
      pid,
      ended,
      async stop() {
        await stopPostmaster({ native, cluster, account })
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The address of the server that another process started on this data directory. @param {string} dataDir */
export function runningPostgres(dataDir) {
  if (!existsSync(dataDir)) return undefined
  const { folder, lockFile, passwordFile } = places(dataDir)
  const placed = path.join(folder, 'postgres-17')
  if (!lockHolder(lockFile) || !existsSync(placed)) return undefined
  const cluster = realpathSync(placed)
  const found = readPostmaster(cluster)
  return found?.ready ? urlOf(found.port, readPassword(passwordFile, cluster)) : undefined
}

/** @param {string} dataDir */
function places(dataDir) {
  const folder = realpathSync(dataDir)
  return { folder, lockFile: path.join(folder, 'lock'), passwordFile: path.join(folder, 'postgres-17.password') }
}

/** @param {number} port @param {string} password */
function urlOf(port, password) {
  return `postgres://penstock:${password}@127.0.0.1:${port}/penstock`
}
