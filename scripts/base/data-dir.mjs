import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { Failure } from './failure.mjs'

/** Makes the data directory when it is missing and sees that we can write to it. @param {string} dataDir */
export function prepareDataDir(dataDir) {
  try {
    makeFolder(dataDir)
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new Failure(`the data directory ${dataDir} cannot be written (${error.code}); set DATA_DIR`)
  }
}

// Not `recursive`: under a folder like /proc that never ends.
function makeFolder(folder) {
  if (existsSync(folder)) return
  makeFolder(path.dirname(folder))
  mkdirSync(folder, { mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}
