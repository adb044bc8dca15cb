import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, realpathSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres, { type Sql } from 'postgres'
import { startPostgres } from '@/scripts/postgres/embedded.mjs'

/** A folder for a cluster that the server's user can reach. */
export function newDataDir() {
  const dataDir = mkdtempSync(path.join(realpathSync(tmpdir()), 'penstock-own-'))
  chmodSync(dataDir, 0o711)
  return dataDir
}

/** Of a stopped cluster, with its owner. */
export function copyDataDir(from: string, to: string) {
  const { status, stderr } = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

/** Clusters of a test's own, and one address behind which now this one answers, now that, as after a fail-over. */
export async function startSwitchboard() {
  const clusters = new Map<string, Awaited<ReturnType<typeof startPostgres>>>()
  const sockets = new Set<net.Socket>()
  let answering: string | undefined
  const server = net.createServer((client) => {
    const cluster = clusters.get(answering ?? '')
    if (!cluster) return client.destroy()
    const behind = net.connect(Number(new URL(cluster.url).port), '127.0.0.1')
    for (const [socket, other] of [
      [client, behind],
      [behind, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket) && other.destroy())
      socket.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as net.AddressInfo

  /** Cuts all connections; the next ones go to this cluster, or are refused. */
  function switchTo(dataDir?: string) {
    answering = dataDir
    for (const socket of sockets) socket.destroy()
  }

  async function start(dataDir: string) {
    const cluster = await startPostgres({ dataDir, log: () => {} })
    clusters.set(dataDir, cluster)
    return cluster.url
  }

  async function stop(dataDir: string) {
    await clusters.get(dataDir)?.stop()
    clusters.delete(dataDir)
  }

  return {
    start,
    stop,
    switchTo,
    /** The same whichever answers; all that do are to have the password of this one. */
    addressOf(url: string) {
      const address = new URL(url)
      address.port = String(port)
      return address.href
    },
    /** Past the switchboard. */
    answering: () => clusters.get(answering ?? '')!.url,
    async close() {
      switchTo()
      server.close()
      for (const dataDir of [...clusters.keys()]) await stop(dataDir)
    },
  }
}

/** Brings all rows over as a dump does: as they are, each sequence with them. The schema is to be there. */
export async function restore(from: string, to: string) {
  const [source, target] = [from, to].map((url) => postgres(url, { max: 1, onnotice: () => {} })) as [Sql, Sql]
  for (const name of await tablesOf(source)) {
    const [found] = await source.unsafe(`select coalesce(jsonb_agg(t), '[]')::text as rows from ${name} t`)
    const insert = `insert into ${name} overriding system value select * from jsonb_populate_recordset(null::${name}, $1::text::jsonb)`
    await target.unsafe(insert, [found!.rows])
  }
  const [last] = await source`select last_value::text as seq from changes_seq_seq`
  await target`select setval('changes_seq_seq', ${last!.seq}::bigint)`
  await Promise.all([source.end(), target.end()])
}

/** Those that others refer to come first. */
async function tablesOf(sql: Sql) {
  const found = await sql<{ name: string; needs: string[] }[]>`
    select relname as name, array(
      select distinct confrelid::regclass::text from pg_constraint
      where contype = 'f' and conrelid = pg_class.oid and confrelid <> pg_class.oid
    ) as needs
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`
  const sorted: string[] = []
  const add = (name: string) => {
    if (sorted.includes(name)) return
    found.find((table) => table.name === name)?.needs.forEach(add)
    sorted.push(name)
  }
  for (const { name } of found) add(name)
  return sorted
}
