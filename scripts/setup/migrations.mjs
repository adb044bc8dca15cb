import path from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator'
import { ROOT } from '../base/root.mjs'
import { requireUsable, withConnection } from './database.mjs'

const MIGRATIONS = path.join(ROOT, 'drizzle')
const LOCK = 0x50656e73

/**
 * Brings the database to the newest schema; several processes may do so at once. Give it a direct URL, not a pooler's.
 * @param {string} url @param {(warning: string) => void} [warn]
 */
export async function migrate(url, warn = console.warn) {
  await withConnection(url, async (sql) => {
    for (const warning of await requireUsable(sql)) warn(warning)
    await sql`set lock_timeout = '10min'`
    await sql`select pg_advisory_lock(${LOCK})`
    await sql`set lock_timeout = '15s'`
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS })
  })
}
