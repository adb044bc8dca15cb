import { Failure } from '../../base/failure.mjs'
import { withConnection } from '../../setup/database.mjs'

/** For the command-line tools, a backup, somebody who looks. */
const SPARE = 5

/**
 * How many connections each web process may pool: as many as wished, or fewer, so that all of them, each with two
 * more, to listen on and to see whether the database is there, fit into what the database takes.
 * @param {string} url @param {{ processes: number, wished: number }} options @returns {Promise<number>}
 */
export async function poolShare(url, { processes, wished }) {
  const [row] = await withConnection(
    url,
    (sql) => sql`
      select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
        - coalesce(current_setting('reserved_connections', true), '0')::int as room`,
  )
  const room = Number(row?.room)
  const share = Math.floor((room - SPARE) / processes) - 2
  if (share < 1) throw new Failure(`WEB_CONCURRENCY is ${processes}, but the database takes ${room} connections only`)
  return Math.min(share, wished)
}
