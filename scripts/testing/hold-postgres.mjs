import { startPostgres } from '../postgres/embedded.mjs'

/** Starts the database of a data directory and holds it until SIGTERM: something for tests to kill. */
const postgres = await startPostgres({ dataDir: process.argv[2] ?? '', log: (line) => console.error(line) })
console.log(JSON.stringify({ url: postgres.url, pid: postgres.pid, reused: postgres.reused }))
process.once('SIGTERM', () => postgres.stop().then(() => process.exit(0)))
setInterval(() => {}, 60_000)
