import { spawnSync } from 'node:child_process'
import { lstatSync, readFileSync, statSync } from 'node:fs'
import { Failure } from '../base/failure.mjs'

/**
 * Who runs the server; without a uid whoever runs us.
 * @typedef {{ uid: number, gid: number, name: string } | { uid?: undefined, gid?: undefined, name: string }} Account
 */

/**
 * PostgreSQL refuses to run as root, so root hands it to the cluster's owner, else `postgres`, else `nobody`.
 * @param {string} cluster @returns {Account}
 */
export function serverAccount(cluster) {
  if (process.getuid?.() !== 0) return { name: 'you' }
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `uid ${owner.uid}` }
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const entry = accounts.find((fields) => fields[0] === name)
    if (entry) return { uid: Number(entry[2]) >>> 0, gid: Number(entry[3]) >>> 0, name }
  }
  throw new Failure('PostgreSQL does not run as root and there is no user postgres or nobody; run as a normal user')
}

/**
 * Asked of the system itself, as that user: modes, access lists and mount options all count.
 * @param {Account} account @param {'r' | 'x'} access @param {string} path
 */
export function canReach(account, access, path) {
  if (account.uid === undefined) return true
  const { uid, gid } = account
  return spawnSync('/bin/sh', ['-c', `test -${access} "$1"`, 'sh', path], { uid, gid, cwd: '/' }).status === 0
}

/** A folder of ours that nobody else can write to or has put there for us. @param {string} folder */
export function isOwnFolder(folder) {
  if (process.platform === 'win32') return true
  const found = lstatSync(folder, { throwIfNoEntry: false })
  return !!found?.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0
}
