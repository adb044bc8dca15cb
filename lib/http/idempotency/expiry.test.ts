import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { idempotencyKeys as keys } from '@/db/schema/idempotency-keys'
import { forgetOldKeys } from './expiry'

test('deletes the keys of more than a day, however many, and no other', async () => {
  const tenantId = crypto.randomUUID()
  await globalDb().execute(sql`
    insert into ${keys} (tenant_id, user_id, key, request, created_at)
    select ${tenantId}::uuid, ${tenantId}::uuid, i::text, '', now() - make_interval(mins => i, secs => -30) from generate_series(0, 4000) as i`)
  await forgetOldKeys()
  const left = await globalDb().execute(
    sql`select max(key::int) as oldest, count(*)::int from ${keys} where tenant_id = ${tenantId}`,
  )
  expect([...left]).toEqual([{ oldest: 1440, count: 1441 }])
})
