import './base/node-version.mjs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './base/children.mjs'
import { exitWith, Failure } from './base/failure.mjs'
import { ROOT } from './base/root.mjs'
import { keptSecret } from './setup/secret.mjs'
import { readSettings, withDatabase } from './setup/settings.mjs'

/** Fills an empty database with the demo tenant. @param {string} url */
export async function seed(url) {
  const env = { ...process.env, DATABASE_URL: url }
  const code = await runChild(process.execPath, ['--import', 'tsx', 'db/demo/seed.ts'], { cwd: ROOT, env })
  if (code !== 0) throw new Failure('the demo data could not be written')
}

/** Whether there is no tenant, or none but those of a demo that was interrupted. @param {string} url */
export async function isEmpty(url) {
  const { withConnection } = await import('./setup/database.mjs')
  const tenants = await withConnection(url, (sql) => sql`select 1 from tenants where name <> 'Unfinished demo' limit 1`)
  return tenants.length === 0
}

async function main() {
  if (process.env.DATABASE_URL) throw new Failure('DATABASE_URL is set; demo data is only for the embedded database')
  const { migrate } = await import('./setup/migrations.mjs')
  process.env.NEXTAUTH_SECRET = keptSecret(readSettings(process.env).dataDir)
  await withDatabase(async (url) => {
    await migrate(url)
    await seed(url)
  })
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main().catch(exitWith)
