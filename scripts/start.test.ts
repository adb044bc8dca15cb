import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { freePort } from './postgres/postmaster.mjs'
import { badSecrets } from './testing/bad-secrets'
import { runScript } from './testing/processes.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'penstock-start-'))
afterAll(() => rmSync(folder, { recursive: true }))

const GOOD_SECRET = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')
const NO_DATABASE = 'postgres://nobody:nothing@127.0.0.1:1/none'

/** Runs `npm start` to its end: it must fail, with one line for a person. */
async function complaint(env: Record<string, string>) {
  const { code, stderr } = await runScript('start.mjs', {
    env: { PORT: '0', DATA_DIR: path.join(folder, 'data'), ...env },
  }).ended
  expect(code).not.toBe(0)
  const lines = stderr.trimEnd().split('\n')
  expect(lines, stderr).toHaveLength(1)
  return lines[0]
}

test('refuses a port in use', async () => {
  const taken = net.createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as net.AddressInfo
  expect(await complaint({ PORT: String(port) })).toBe(
    `penstock: port ${port} on 127.0.0.1 is in use; set PORT to another one`,
  )
  taken.close()
})

test.each([
  ['a port that is none', { PORT: '70000' }, /PORT is "70000"/],
  ['a host that is not here', { HOST: '192.0.2.1' }, /no address 192\.0\.2\.1; set HOST/],
  [
    'a data directory that cannot be made',
    { DATA_DIR: '/proc/penstock' },
    /\/proc\/penstock cannot be written \(ENOENT\)/,
  ],
  ['a number of proxies that is none', { TRUST_PROXY: 'yes' }, /TRUST_PROXY is "yes"/],
  ['a number of processes that is none', { WEB_CONCURRENCY: '0' }, /WEB_CONCURRENCY is "0", .* from 1 to 64/],
  ['a number of connections that is none', { DATABASE_POOL: 'many' }, /DATABASE_POOL is "many", .* from 1 to 200/],
  [
    'an origin that has a path',
    { CORS_ORIGINS: 'https://a.example, https://b.example/app' },
    /"https:\/\/b\.example\/app"/,
  ],
  ['an origin that stands for all', { CORS_ORIGINS: '*' }, /CORS_ORIGINS has "\*", which is no origin/],
  ['an empty place in a list', { CORS_ORIGINS: 'https://a.example,' }, /CORS_ORIGINS has "", which is no origin/],
  ['a public address that is none', { PUBLIC_URL: 'penstock.test' }, /PUBLIC_URL is "penstock.test"/],
  [
    'a database address of another kind',
    { DATABASE_URL: 'mysql://x/y', NEXTAUTH_SECRET: GOOD_SECRET },
    /no postgres:\/\//,
  ],
  [
    'a database password with a sign that ends it',
    { DATABASE_URL: 'postgres://ann:p#w@db/crm', NEXTAUTH_SECRET: GOOD_SECRET },
    /^penstock: DATABASE_URL has a # in its user name or password, .* write it as %23$/,
  ],
  [
    'a direct database address that cannot be read',
    { DATABASE_URL: NO_DATABASE, DATABASE_DIRECT_URL: 'postgres://::1/crm', NEXTAUTH_SECRET: GOOD_SECRET },
    /^penstock: DATABASE_DIRECT_URL cannot be read: .* an IPv6 host in \[ \]$/,
  ],
  [
    'an unreachable database',
    { DATABASE_URL: NO_DATABASE, NEXTAUTH_SECRET: GOOD_SECRET },
    /cannot be reached: .*ECONNREFUSED/,
  ],
])('says in one line what is wrong with %s', async (_what, env, line) => {
  expect(await complaint(env as Record<string, string>)).toMatch(line)
})

test('refuses a file where the data directory should be', async () => {
  const file = path.join(folder, 'file')
  writeFileSync(file, '')
  expect(await complaint({ DATA_DIR: file })).toMatch(/cannot be written/)
})

test('does not listen with a secret that others may know', async () => {
  const port = await freePort()
  for (const batch of [badSecrets.slice(0, 4), badSecrets.slice(4, 8), badSecrets.slice(8)]) {
    const env = { DATABASE_URL: NO_DATABASE, PORT: String(port) }
    const lines = await Promise.all(batch.map((secret) => complaint({ ...env, NEXTAUTH_SECRET: secret })))
    for (const line of lines) expect(line).toMatch(/^penstock: NEXTAUTH_SECRET (is|can)/)
  }
  expect(await complaint({ DATABASE_URL: NO_DATABASE })).toMatch(/NEXTAUTH_SECRET is not set; make one with/)
})
