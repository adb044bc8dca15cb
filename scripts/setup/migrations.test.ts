import { expect, test } from 'vitest'
import { migrate } from './migrations.mjs'

test('may run several times at once', async () => {
  const url = process.env.DATABASE_URL ?? ''
  await expect(Promise.all([migrate(url), migrate(url), migrate(url)])).resolves.toBeDefined()
})
