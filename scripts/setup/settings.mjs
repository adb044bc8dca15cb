import path from 'node:path'
import { connectionOptions } from '../../db/connection.mjs'
import { Failure } from '../base/failure.mjs'
import { ROOT } from '../base/root.mjs'
import { runningPostgres, startPostgres } from '../postgres/embedded.mjs'

const LIMITS = ['RATE_LIMIT_LIGHT', 'RATE_LIMIT_HEAVY', 'RATE_LIMIT_TENANT', 'STREAM_LIMIT']

/** @typedef {ReturnType<typeof readSettings>} Settings */

/** @param {NodeJS.ProcessEnv} env */
export function readSettings(env) {
  for (const name of LIMITS) readCount(name, env[name] || '1', 1_000_000_000)
  return {
    port: readPort(env.PORT || '3000'),
    host: env.HOST || '127.0.0.1',
    dataDir: path.resolve(ROOT, env.DATA_DIR || '.data'),
    databaseUrl: readAddress('DATABASE_URL', env.DATABASE_URL),
    directUrl: readAddress('DATABASE_DIRECT_URL', env.DATABASE_DIRECT_URL),
    publicUrl: readPublicUrl(env.PUBLIC_URL),
    trustProxy: readHops(env.TRUST_PROXY || '0'),
    corsOrigins: readOrigins(env.CORS_ORIGINS || ''),
    processes: readCount('WEB_CONCURRENCY', env.WEB_CONCURRENCY || '1', 64),
    pool: readCount('DATABASE_POOL', env.DATABASE_POOL || '14', 200),
  }
}

/** @param {string} host */
export function isLoopback(host) {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/**
 * Runs the work against DATABASE_URL, else against the embedded database, started for the while when it is not running.
 * @param {(url: string) => Promise<void>} work
 */
export async function withDatabase(work) {
  const { databaseUrl, dataDir } = readSettings(process.env)
  const there = databaseUrl ?? runningPostgres(dataDir)
  if (there) return work(there)
  const postgres = await startPostgres({ dataDir })
  try {
    await work(postgres.url)
  } finally {
    await postgres.stop()
  }
}

/** @param {string} text */
function readPort(text) {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new Failure(`PORT is "${text}", which is no port number`)
  return port
}

/** @param {string} text */
function readHops(text) {
  if (!/^\d$/.test(text)) throw new Failure(`TRUST_PROXY is "${text}", which is no number of proxies from 0 to 9`)
  return Number(text)
}

/** @param {string} name @param {string} text @param {number} most */
function readCount(name, text, most) {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < 1 || count > most)
    throw new Failure(`${name} is "${text}", which is no number from 1 to ${most}`)
  return count
}

/** @param {string} text */
function readOrigins(text) {
  if (!text) return []
  const origins = text.split(',').map((origin) => origin.trim())
  for (const origin of origins)
    if (!/^https?:/.test(origin) || !URL.canParse(origin) || new URL(origin).origin !== origin)
      throw new Failure(`CORS_ORIGINS has "${origin}", which is no origin as in https://app.example.com`)
  return origins
}

/** @param {string} name @param {string} [text] */
function readAddress(name, text) {
  if (!text) return undefined
  try {
    connectionOptions(text)
    return text
  } catch (error) {
    throw new Failure(`${name} ${error instanceof Error ? error.message : error}`)
  }
}

/** @param {string} [text] */
function readPublicUrl(text) {
  if (!text) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw new Failure(`PUBLIC_URL is "${text}", which is no http(s) address`)
  return url.origin
}
