import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { codeOf, Failure } from './failure.mjs'

/** Makes the data directory when it is missing and sees that we can write to it. @param {string} dataDir */
export function prepareDataDir(dataDir) {
  try {
    makeFolder(dataDir)
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Failure(`the data directory ${dataDir} cannot be written (${codeOf(error)}); set DATA_DIR`)
  }
}

/** Not `recursive`: under a folder like /proc that never ends. @param {string} folder */
function makeFolder(folder) {
  if (existsSync(folder)) return
  makeFolder(path.dirname(folder))
  mkdirSync(folder, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}
