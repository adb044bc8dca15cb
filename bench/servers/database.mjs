import postgres from 'postgres'
import { startPostgres } from '../../scripts/postgres/embedded.mjs'
import { load } from '../data/load.mjs'
import { STAGES } from '../data/shape.mjs'
import { count } from '../figures/table.mjs'

/**
 * @typedef {object} Dataset a database that is filled
 * @property {string} url
 * @property {number} deals of the measured tenant
 * @property {number} perPipeline
 * @property {Uint8Array} places the stage in which each deal is, kept by those who move them
 * @property {string[]} tokens a bearer token for each connection
 * @property {{ email: string, password: string }} login of one of its members
 * @property {() => Promise<void>} settle takes back what was created and clears dead rows, between measurements
 */

/**
 * A PostgreSQL server of our own, with a database for every size that is asked for.
 * @param {string} folder @param {{ log: (line: string) => void }} options
 */
export async function startDatabases(folder, { log }) {
  const server = await startPostgres({ dataDir: folder, log })
  const sql = connect(server.url)
  const clients = [sql]
  const [row] = await sql`select current_setting('server_version') as version`
  /** @type {Map<string, Promise<Dataset>>} */
  const datasets = new Map()

  /** @param {{ deals: number, perPipeline: number, stages: typeof STAGES }} size @returns {Promise<Dataset>} */
  async function make({ deals, perPipeline, stages }) {
    const name = `deals_${deals}_${perPipeline}_${stages.length}`
    const begun = performance.now()
    await sql.unsafe(`create database ${name}`)
    const url = new URL(server.url)
    url.pathname = `/${name}`
    const loaded = await load(url.href, { deals, perPipeline, stages })
    const own = connect(url.href)
    clients.push(own)
    const seconds = (performance.now() - begun) / 1000
    log(`loaded ${count(deals)} deals in pipelines of ${count(perPipeline)} (${seconds.toFixed(1)} s)`)
    const places = Uint8Array.from({ length: deals }, (_, i) => (i % perPipeline) % stages.length)
    return { url: url.href, deals, perPipeline, places, ...loaded, settle: () => settle(own) }
  }

  return {
    pid: server.pid,
    version: String(row?.version),
    /** @param {{ deals: number, perPipeline?: number, stages?: typeof STAGES }} size */
    dataset({ deals, perPipeline = 1000, stages = STAGES }) {
      const key = `${deals} ${perPipeline} ${stages.length}`
      const found = datasets.get(key) ?? make({ deals, perPipeline, stages })
      datasets.set(key, found)
      return found
    },
    async stop() {
      await Promise.all(clients.map((client) => client.end({ timeout: 1 })))
      await server.stop()
    },
  }
}

const connect = (/** @type {string} */ url) => postgres(url, { max: 1, idle_timeout: 5, onnotice: () => {} })

/** The title of deals that a measurement creates. */
export const CREATED = 'Created by the benchmark'

/** @param {postgres.Sql} sql */
async function settle(sql) {
  await sql`with gone as (delete from deals where title = ${CREATED} returning tenant_id, id)
    delete from changes using gone where changes.tenant_id = gone.tenant_id and changes.entity_id = gone.id`
  await sql`vacuum deals, changes`
}
