import postgres from 'postgres'
import { connectionOptions, DEADLINES, SESSION } from '../../db/connection.mjs'
import { Failure } from '../base/failure.mjs'

/**
 * Runs the work on one connection. What a person can mend is a Failure that says how.
 * @template T @param {string} url @param {(sql: postgres.Sql) => Promise<T>} work
 * @param {Record<string, number>} [settings] of the session
 */
export async function withConnection(url, work, settings) {
  const { connection, ...place } = connectionOptions(url)
  const sql = postgres({
    ...place,
    connection: { ...connection, ...settings },
    max: 1,
    ...{ max_pipeline: 1 },
    connect_timeout: 10,
    prepare: false,
    onnotice: () => {},
  })
  try {
    await sql`select 1`.catch((error) => Promise.reject(whyNotConnected(error)))
    return await work(sql)
  } catch (error) {
    throw await explained(error, sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}

/**
 * Refuses a database that Penstock cannot work with. Returns what it should be warned of.
 * @param {postgres.Sql} sql @returns {Promise<string[]>}
 */
export async function requireUsable(sql) {
  const [server] = await sql`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as "isStandby", current_schema() as schema`
  refuseOldServer(server?.version)
  if (server?.encoding !== 'UTF8')
    throw new Failure(
      `the database is encoded in ${server?.encoding}, which cannot hold every text: make one with CREATE DATABASE penstock TEMPLATE template0 ENCODING 'UTF8'`,
    )
  if (server.isStandby) throw new Failure('the database is a standby, where nothing can be written: use its primary')
  if (!server.schema)
    throw new Failure(
      'the search_path of the database user names no schema that is there: make one, or set it to public',
    )
  const [text] = await sql`
    select lower('Ä') = 'ä' and 'Ä' ilike 'ä' as "knowsCase", to_regcollation('"und-x-icu"') is not null as "hasIcu"`
  if (!text?.knowsCase)
    throw new Failure(
      "the database knows upper and lower case of ASCII alone: make one with CREATE DATABASE penstock TEMPLATE template0 LC_CTYPE 'C.UTF-8'",
    )
  if (!text.hasIcu)
    throw new Failure('the PostgreSQL server is built without ICU, which text is sorted by: use one with it')
  await requireExtensions(sql)
  await requireSession(sql)
  return warnings(sql)
}

/** Those that searches need; the migrations make them. @param {postgres.Sql} sql */
async function requireExtensions(sql) {
  const rows = await sql`
    select wanted as name, available.name is not null as "isThere", nspname as schema,
      nspname = any(current_schemas(true)) as "isOnPath"
    from unnest(array['pg_trgm', 'btree_gin']) as wanted
      left join pg_available_extensions available on available.name = wanted
      left join pg_extension on extname = wanted left join pg_namespace n on n.oid = extnamespace`
  refuseExtensions(/** @type {Extension[]} */ (/** @type {unknown} */ (rows)))
}

/**
 * @typedef {{ name: string, isThere: boolean, schema: string | null, isOnPath: boolean | null }} Extension `schema` is
 *   where it is installed
 * @param {Extension[]} extensions
 */
export function refuseExtensions(extensions) {
  const lacking = extensions.filter(({ isThere, schema }) => !isThere && !schema).map(({ name }) => name)
  if (lacking.length)
    throw new Failure(
      `the PostgreSQL server lacks ${lacking.join(' and ')}, by which text is searched: install its contrib package, as in apt install postgresql-contrib`,
    )
  for (const { name, schema, isOnPath } of extensions)
    if (schema && !isOnPath)
      throw new Failure(
        `the extension ${name} is in the schema ${schema}, which the search_path of the database user does not name: add it, or say ALTER EXTENSION ${name} SET SCHEMA public`,
      )
}

/** Refuses a pooler that does not give each session its deadlines. @param {string} url */
export const requireDeadlines = (url) =>
  withConnection(
    url,
    async (sql) => {
      await requireUsable(sql)
      for (const [name, ms] of Object.entries(DEADLINES)) {
        const [row] = await sql`select current_setting(${name}) = '0' as "isEndless"`
        if (row?.isEndless)
          throw new Failure(
            `the pooler in front of the database does not pass on ${name}: say ALTER ROLE … SET ${name} = '${ms}ms'`,
          )
      }
    },
    DEADLINES,
  )

/** A pooler may take a setting and pass it by. @param {postgres.Sql} sql */
async function requireSession(sql) {
  const names = Object.keys(SESSION).join()
  const rows = await sql`
    select name, current_setting(name) as value from unnest(string_to_array(${names}, ',')) as name`
  const given = Object.fromEntries(rows.map(({ name, value }) => [name, value]))
  for (const [name, wanted] of Object.entries(SESSION))
    if (given[name] !== wanted)
      throw new Failure(
        `the pooler in front of the database does not pass on ${name}: say ALTER ROLE … SET ${name} = '${wanted}'`,
      )
}

/** @param {postgres.Sql} sql */
async function warnings(sql) {
  const rows = await sql`
    select name from unnest(array['fsync', 'full_page_writes', 'synchronous_commit']) as name
    where current_setting(name) = 'off'`
  return rows.map(({ name }) => `${name} is off in the database: a crash can lose what was saved`)
}

/** @param {number} versionNumber server_version_num, e.g. 170010 */
export function refuseOldServer(versionNumber) {
  if (versionNumber >= 150000) return
  const major = Math.floor(versionNumber / 10000)
  throw new Failure(`PostgreSQL 15 or newer is needed, this server is ${major}.${versionNumber % 10000}`)
}

/** @param {NodeJS.ErrnoException} error */
function whyNotConnected({ code, message }) {
  const setting = /"(\w+)"/.exec(message)?.[1]
  if (code === '42704' && setting)
    return new Failure(`the database does not know the setting ${setting}: take it out of the address of the database`)
  if (code === '08P01' && /startup parameter/.test(message))
    return new Failure(
      `the pooler in front of the database refuses a setting (${message}): let it pass, as PgBouncer does with ignore_startup_parameters`,
    )
  return new Failure(`the database cannot be reached: ${message || code}`)
}

/** @param {unknown} error @param {postgres.Sql} sql @returns {Promise<unknown>} */
async function explained(error, sql) {
  if (!(error instanceof Error)) return error
  const { code, message } = /** @type {NodeJS.ErrnoException} */ (error.cause ?? error)
  if (code === '55P03') return new Failure('the database stayed locked for too long, so it was not migrated; try again')
  if (code === '42501' || /^extension "/.test(message)) return new Failure(await missingGrant(sql, message))
  if (/^(E[A-Z]+|CONNECTION_[A-Z]+|57P0.)$/.test(code ?? ''))
    return new Failure(`the database went away: ${message || code}`)
  return error
}

/** @param {postgres.Sql} sql @param {string} message */
async function missingGrant(sql, message) {
  const [row] = await sql`
    select current_user as role, current_database() as database, current_schema() as schema,
      has_database_privilege(current_database(), 'CREATE') as "inDatabase",
      has_schema_privilege(current_schema(), 'CREATE') as "inSchema"`
  const { role, database, schema, inDatabase, inSchema } = row ?? {}
  const grants = [
    ...(inDatabase ? [] : [`GRANT CREATE ON DATABASE "${database}" TO "${role}"`]),
    ...(inSchema ? [] : [`GRANT CREATE ON SCHEMA "${schema}" TO "${role}"`]),
  ]
  const extension = /extension "(\w+)"/.exec(message)?.[1]
  const remedy = grants.length
    ? `say ${grants.join('; ')}`
    : extension
      ? `let an administrator of the server say CREATE EXTENSION ${extension} there`
      : 'it must own the tables, or set DATABASE_DIRECT_URL to an address with the user who does'
  return `the database user ${role} may not migrate the database (${message}): ${remedy}`
}
