import { chmodSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { removeDataDir } from '../postgres/cluster.mjs'
import { startPostgres } from '../postgres/embedded.mjs'
import { migrate } from '../setup/migrations.mjs'

/** A database of their own for the unit tests, migrated; every worker finds its address in the environment. */
export default async function setup() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'penstock-unit-'))
  chmodSync(dataDir, 0o711)
  const postgres = await startPostgres({ dataDir, log: () => {} })
  const teardown = async () => {
    await postgres.stop()
    removeDataDir(dataDir)
  }
  try {
    await migrate(postgres.url)
  } catch (error) {
    await teardown()
    throw error
  }
  process.env.DATABASE_URL = postgres.url
  process.env.DATABASE_DIRECT_URL = postgres.url
  return teardown
}
