import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { prepareDataDir } from '../base/data-dir.mjs'
import { codeOf, Failure } from '../base/failure.mjs'

const RECIPE = `make one with: node -p "crypto.randomBytes(32).toString('base64')"`

/** The secret that signs sessions, made once for this data directory. @param {string} dataDir */
export function keptSecret(dataDir) {
  prepareDataDir(dataDir)
  const file = path.join(dataDir, 'secret')
  try {
    writeFileSync(file, randomBytes(48).toString('base64'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const secret = readFileSync(file, 'utf8').trim()
  requireSecret(secret, file)
  return secret
}

/** Refuses a signing secret that somebody else may know or guess. @param {string | undefined} secret @param {string} [name] */
export function requireSecret(secret, name = 'NEXTAUTH_SECRET') {
  const reason = whyUnfit(secret)
  if (reason) throw new Failure(`${name} ${reason}; ${RECIPE}`)
}

/** @param {string | undefined} secret */
export function whyUnfit(secret = '') {
  if (!secret.trim()) return 'is not set'
  if (Buffer.byteLength(secret.trim()) < 32) return 'is shorter than 32 bytes'
  if (/change.?(me|this)|your.?(own.?)?secret|secret.?key|placeholder|example|insecure|replace/i.test(secret))
    return 'is a placeholder'
  if (/^(.{1,20})\1+.{0,20}$/s.test(secret) || new Set(secret).size < 10) return 'can be guessed'
}
