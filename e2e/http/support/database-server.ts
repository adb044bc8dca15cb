import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import { removeDataDir } from '@/scripts/postgres/cluster.mjs'
import { startPostgres } from '@/scripts/postgres/embedded.mjs'
import { freePort } from '@/scripts/postgres/postmaster.mjs'
import { startProduct } from '@/scripts/testing/product.mjs'
import { migrate } from '../../../scripts/setup/migrations.mjs'

/**
 * A product on a PostgreSQL that is not its own, so that it may be frozen, stopped and started again on its port, and on
 * the way to which it may go through another address.
 */
export async function startOnDatabase(name: string, through = async (url: string) => url) {
  const dataDir = mkdtempSync(path.join(realpathSync(tmpdir()), `penstock-${name}-`))
  chmodSync(dataDir, 0o711)
  const port = await freePort()
  const start = () => startPostgres({ dataDir, port, log: () => {} })
  let server = await start()
  const { url } = server
  await migrate(url)
  const settings = { DATABASE_URL: await through(url), NEXTAUTH_SECRET: randomBytes(32).toString('base64') }
  const product = await startProduct({ dataDir, distDir: process.env.DIST_DIR ?? '.next-test', settings })
  process.env.DATABASE_URL = url
  process.env.BASE_URL = product.baseUrl
  let frozen: number[] = []

  /** Connections of the product that are in the middle of a transaction, by what they wait for. */
  async function openTransactions() {
    const sql = postgres(url, { max: 1 })
    const rows = await sql<{ state: string; query: string }[]>`
      select state, query from pg_stat_activity
      where application_name = 'penstock' and state like 'idle in transaction%'`
    await sql.end()
    return [...rows]
  }

  function thaw() {
    for (const pid of frozen) signal(pid, 'SIGCONT')
    frozen = []
  }

  return {
    url,
    openTransactions,
    freeze() {
      // The postmaster first, so that no child comes after the list of them.
      signal(server.pid, 'SIGSTOP')
      frozen = [server.pid, ...childrenOf(server.pid)]
      for (const pid of frozen) signal(pid, 'SIGSTOP')
    },
    thaw,
    stop: () => server.stop(),
    async start() {
      server = await start()
    },
    async end() {
      thaw()
      await product.stop()
      await server.stop()
      removeDataDir(dataDir)
    },
  }
}

function childrenOf(pid: number) {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
  return list ? list.split(' ').map(Number) : []
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
