import postgres from 'postgres'
import { afterAll, describe, expect, test } from 'vitest'
import { refuseExtensions, refuseOldServer } from './database.mjs'
import { migrate } from './migrations.mjs'

const server = process.env.DATABASE_URL!
const sql = postgres(server, { max: 1, onnotice: () => {} })
afterAll(() => sql.end())

/** The address of a new database, gone after the tests with its server. */
async function create(options: string, ...settings: string[]) {
  const name = `d${crypto.randomUUID().slice(0, 8)}`
  await sql.unsafe(`create database ${name} template template0 ${options}`)
  for (const setting of settings) await sql.unsafe(`alter database ${name} set ${setting}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { name, url: url.href }
}

test.each([150000, 160004, 170010, 180001])('takes server version %i', (version) => {
  expect(() => refuseOldServer(version)).not.toThrow()
})

test('refuses a server older than 15', () => {
  expect(() => refuseOldServer(140013)).toThrow('PostgreSQL 15 or newer is needed, this server is 14.13')
})

test('refuses a server without the extensions that searches need', () => {
  const there = { isThere: true, schema: null, isOnPath: null }
  const lacking = { ...there, isThere: false }
  expect(() => refuseExtensions([{ name: 'pg_trgm', ...there }])).not.toThrow()
  expect(() =>
    refuseExtensions([
      { name: 'pg_trgm', ...lacking },
      { name: 'btree_gin', ...lacking },
    ]),
  ).toThrow(/^the PostgreSQL server lacks pg_trgm and btree_gin, .* install its contrib package/)
})

describe('refuses in one sentence a database', () => {
  test.each([
    [
      'of an encoding that lacks letters',
      "encoding 'LATIN1' locale_provider libc locale 'C'",
      /^the database is encoded in LATIN1, .* ENCODING 'UTF8'$/,
    ],
    [
      'that knows no encoding',
      "encoding 'SQL_ASCII' locale_provider libc locale 'C'",
      /^the database is encoded in SQL_ASCII, /,
    ],
    [
      'that folds only ASCII',
      "encoding 'UTF8' locale_provider libc locale 'C'",
      /^the database knows upper and lower case of ASCII alone: /,
    ],
  ])('%s', async (_, options, why) => {
    await expect(migrate((await create(options)).url)).rejects.toThrow(why)
  })

  test('whose tables have nowhere to be', async () => {
    const { url } = await create('', 'search_path = nowhere')
    await expect(migrate(url)).rejects.toThrow(/^the search_path of the database user names no schema/)
    await expect(migrate(`${url}?search_path=public`)).resolves.toBeUndefined()
  })

  test('where the user may not make tables', async () => {
    const { name, url } = await create('')
    const owner = postgres(url, { max: 1, onnotice: () => {} })
    await owner.unsafe('revoke create on schema public from pg_database_owner')
    await expect(migrate(url)).rejects.toThrow(/may not migrate .*: say GRANT CREATE ON SCHEMA "public" TO "penstock"$/)
    await owner.unsafe(`revoke create on database ${name} from penstock`)
    await owner.end()
    await expect(migrate(url)).rejects.toThrow(
      `say GRANT CREATE ON DATABASE "${name}" TO "penstock"; GRANT CREATE ON SCHEMA "public" TO "penstock"`,
    )
  })

  test('whose extensions are where the user does not look', async () => {
    const { url } = await create('')
    const owner = postgres(url, { max: 1, onnotice: () => {} })
    await owner.unsafe('create schema elsewhere; create extension pg_trgm schema elsewhere')
    await owner.end()
    await expect(migrate(url)).rejects.toThrow(/^the extension pg_trgm is in the schema elsewhere, which /)
    await expect(migrate(`${url}?search_path=public,elsewhere`)).resolves.toBeUndefined()
  })

  test('whose address asks for what it does not know', async () => {
    await expect(migrate(`${server}?channel_binding=require`)).rejects.toThrow(
      'the database does not know the setting channel_binding: take it out of the address of the database',
    )
  })
})

test('takes one whose own settings are others', async () => {
  const settings = [
    "DateStyle = 'German'",
    "TimeZone = 'Asia/Tokyo'",
    'default_transaction_read_only = on',
    "default_transaction_isolation = 'serializable'",
  ]
  await expect(migrate((await create('', ...settings)).url)).resolves.toBeUndefined()
})
