/**
 * Startup settings that the code relies on: dates and moments are read as ISO text in UTC, and a statement that waited
 * for a lock reads the row anew.
 * @type {Record<string, string>}
 */
export const SESSION = {
  client_encoding: 'UTF8',
  DateStyle: 'ISO, MDY',
  TimeZone: 'UTC',
  standard_conforming_strings: 'on',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
}

/** Time limits of a transaction, in milliseconds; a lock may take longer than PostgreSQL takes to find a deadlock. */
export const DEADLINES = { statement_timeout: 30_000, lock_timeout: 1_500, idle_in_transaction_session_timeout: 5_000 }

const ADDRESS = /^postgres(?:ql)?:\/\/(?:([^:/?#@]*)(?::([^/?#@]*))?@)?([^/?#@]*)(?:\/([^/?#]*))?(?:\?([^#]*))?$/
const HOST = /^(?:\[([\da-f:.]+)\]|([^:[\]]*))(?::(\d+))?$/i

/**
 * Options of postgres.js for a `postgres://` address; it cannot itself read an IPv6 host or `?host=`. Throws an error
 * whose message completes a sentence that begins with the name of the address.
 * @param {string} url @returns {import('postgres').Options<{}>}
 */
export function connectionOptions(url) {
  const parts = ADDRESS.exec(url)
  if (!parts) throw new Error(whyUnreadable(url))
  const [user, password, hosts, database] = parts.slice(1, 5).map(decode)
  const query = Object.fromEntries(new URLSearchParams(parts[5]))
  const { host = hosts, port, user: asUser, password: secret, dbname, sslmode, ssl = sslmode, ...others } = query
  const { sslrootcert, sslnegotiation, target_session_attrs, ...settings } = others
  const place = places(host ?? '', port)
  if (!place) throw new Error(whyUnreadable(url))
  // The driver takes several hosts and any name of an SSL mode; its types do not.
  return /** @type {import('postgres').Options<{}>} */ ({
    ...place,
    username: user || asUser,
    password: password || secret,
    database: database || dbname,
    ssl: sslrootcert === 'system' ? 'verify-full' : ssl === 'disable' || ssl === 'false' ? false : ssl,
    ...(sslnegotiation && { sslnegotiation }),
    ...(target_session_attrs && { target_session_attrs }),
    connection: {
      application_name: 'penstock',
      ...settings,
      ...(sslrootcert && sslrootcert !== 'system' && { sslrootcert }),
      ...SESSION,
    },
  })
}

/**
 * Hosts and ports of one host, several with commas between, or a socket's folder; undefined when unreadable.
 * @param {string} hosts @param {string} [port] @returns {{ host?: string | string[], port?: number | number[] } | undefined}
 */
function places(hosts, port) {
  if (!hosts) return port ? { port: Number(port) } : {}
  const host = []
  const ports = []
  for (const place of hosts.split(',')) {
    const parts = HOST.exec(place)
    if (!parts) return
    host.push(parts[1] ?? parts[2] ?? '')
    ports.push(Number(parts[3] ?? port ?? 5432))
    if (!(Number(ports.at(-1)) <= 65535)) return
  }
  return hosts.startsWith('/') ? { host: host[0], port: ports[0] } : { host, port: ports }
}

/** @param {string} [text] */
function decode(text) {
  try {
    return text && decodeURIComponent(text)
  } catch {
    throw new Error('has a % that stands for no character: write it as %25')
  }
}

/** @param {string} url */
function whyUnreadable(url) {
  if (!/^postgres(ql)?:\/\//.test(url)) return 'is no postgres:// address'
  const credentials = url.slice(url.indexOf('://') + 3, Math.max(0, url.lastIndexOf('@')))
  const raw = /[/?#@]/.exec(credentials)?.[0]
  return raw
    ? `has a ${raw} in its user name or password, which means something else there: write it as ${encodeURIComponent(raw)}`
    : 'cannot be read: write it as postgres://user:password@host:5432/database, an IPv6 host in [ ]'
}
