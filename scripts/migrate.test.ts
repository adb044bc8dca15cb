import { expect, test } from 'vitest'
import { migrate, refuseOldServer } from './migrate.mjs'

test.each([150000, 160004, 170010, 180001])('takes server version %i', (version) => {
  expect(() => refuseOldServer(version)).not.toThrow()
})

test('refuses a server older than 15', () => {
  expect(() => refuseOldServer(140013)).toThrow('PostgreSQL 15 or newer is needed, this server is 14.13')
})

test('may run several times at once', async () => {
  const url = process.env.DATABASE_URL ?? ''
  await expect(Promise.all([migrate(url), migrate(url), migrate(url)])).resolves.toBeDefined()
})
