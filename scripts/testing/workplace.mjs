import { chmodSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { commandLine } from '../base/processes.mjs'

/** One temporary folder for a whole run; everything that is started keeps its files in it. */
export function makeWorkplace() {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'penstock-test-'))
  chmodSync(folder, 0o711)
  return folder
}

/** Ends the database servers that a killed test left in the folder, and removes it. @param {string} folder */
export function clearWorkplace(folder) {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (path.basename(file) === 'postmaster.pid') endServer(path.join(folder, file))
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
}

/** @param {string} pidFile */
function endServer(pidFile) {
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n')[0])
  if (commandLine(pid).includes(path.dirname(pidFile))) process.kill(pid, 'SIGQUIT')
}
