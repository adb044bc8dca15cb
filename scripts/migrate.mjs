import './node-version.mjs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { exitWith, Failure } from './failure.mjs'
import { withDatabase } from './settings.mjs'

const MIGRATIONS = fileURLToPath(new URL('../drizzle', import.meta.url))
const LOCK = 0x50656e73

/**
 * Brings the database to the newest schema; several processes may do so at once. Give it a direct URL, not a pooler's.
 * @param {string} url
 */
export async function migrate(url) {
  const sql = postgres(url, { max: 1, max_pipeline: 1, connect_timeout: 10, onnotice: () => {} })
  try {
    const [row] = await sql`select current_setting('server_version_num')::int as version`
    refuseOldServer(row?.version)
    await sql`set lock_timeout = '10min'`
    await sql`select pg_advisory_lock(${LOCK})`
    await sql`set lock_timeout = '15s'`
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS })
  } catch (error) {
    throw explained(error)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/** @param {number} versionNumber server_version_num, e.g. 170010 */
export function refuseOldServer(versionNumber) {
  if (versionNumber >= 150000) return
  const major = Math.floor(versionNumber / 10000)
  throw new Failure(`PostgreSQL 15 or newer is needed, this server is ${major}.${versionNumber % 10000}`)
}

const UNREACHABLE = /^(E[A-Z]+|CONNECT_TIMEOUT|CONNECTION_[A-Z]+|ERR_INVALID_URL)$/
const REFUSED = ['28000', '28P01', '3D000', '53300', '57P03', '08P01', '08006']

function explained(error) {
  const cause = error.cause ?? error
  if (UNREACHABLE.test(cause.code ?? '') || REFUSED.includes(cause.code)) {
    return new Failure(`the database cannot be reached: ${cause.message || cause.code}`)
  }
  if (cause.code === '55P03')
    return new Failure('the database stayed locked for too long, so it was not migrated; try again')
  return error
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await withDatabase((url) => migrate(process.env.DATABASE_DIRECT_URL ?? url)).then(
    () => console.log('the database is up to date'),
    exitWith,
  )
}
