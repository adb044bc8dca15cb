import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { createContact } from '../lib/contacts/commands'
import { createDeal, deleteDeal, updateDeal } from '../lib/deals/commands'
import { getDeal } from '../lib/deals/queries'
import { newPipeline, newTenant } from '../lib/testing/tenants'
import { forTenant, globalDb, withTenant } from './client'
import { sqlState } from './errors'

const outside = postgres(process.env.DATABASE_URL!, { max: 2 })
afterAll(() => outside.end())

async function setUp() {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open, second } = await newPipeline(admin)
  return { admin, open, second, deal: await createDeal(admin, { title: 'Licence', stageId: open }) }
}

/** Runs `work` while a forgotten transaction locks the row. */
async function whileLocked(table: string, id: string, work: () => Promise<void>) {
  const forgotten = await outside.reserve()
  await forgotten`begin`
  await forgotten`select from ${outside(table)} where id = ${id} for update`
  try {
    await work()
  } finally {
    await forgotten`rollback`
    forgotten.release()
  }
}

async function timed(work: Promise<unknown>) {
  const begun = performance.now()
  const outcome = await work.catch((error: unknown) => error)
  return { outcome, ms: performance.now() - begun }
}

const refusal = (words: RegExp) =>
  expect.objectContaining({ code: 'unavailable', message: expect.stringMatching(words) })

test('writes to a row that somebody holds are refused in words, and keep no read waiting', async () => {
  const { admin, second, deal } = await setUp()
  await whileLocked('deals', deal.id, async () => {
    const writes = [
      ...Array.from({ length: 12 }, () => updateDeal(admin, deal.id, { title: 'Other' })),
      ...Array.from({ length: 12 }, () => updateDeal(admin, deal.id, { stageId: second })),
      deleteDeal(admin, deal.id),
    ].map(timed)
    const reads = await Promise.all(Array.from({ length: 50 }, () => timed(getDeal(admin, deal.id))))
    expect(Math.max(...reads.map(({ ms }) => ms))).toBeLessThan(1_000)
    for (const { outcome, ms } of await Promise.all(writes)) {
      expect(outcome).toEqual(refusal(/Somebody else is changing this|Too many changes/))
      expect(ms).toBeLessThan(4_500)
    }
  })
  expect((await updateDeal(admin, deal.id, { title: 'Other' })).title).toBe('Other')
})

test('so are those that only name it', async () => {
  const { admin, open } = await setUp()
  const contact = await createContact(admin, { name: 'Acme' })
  await whileLocked('contacts', contact.id, async () => {
    const { outcome, ms } = await timed(createDeal(admin, { title: 'Licence', stageId: open, clientId: contact.id }))
    expect(outcome).toEqual(refusal(/Somebody else is changing this/))
    expect(ms).toBeLessThan(4_500)
  })
})

test('a statement that finds no connection leaves the queue, and never runs', async () => {
  const { admin } = await setUp()
  const busy = Promise.all(Array.from({ length: 20 }, () => globalDb().execute(sql`select pg_sleep(2.2)`)))
  const late = await timed(Promise.resolve(forTenant(admin).execute(sql`create table too_late ()`)))
  expect(sqlState(late.outcome)).toBe('57014')
  expect(late.ms).toBeLessThan(4_500)
  await busy
  expect((await outside`select to_regclass('too_late') as found`)[0]).toEqual({ found: null })
})

test('a transaction that loses its connection fails, writes nothing more, and harms nobody', async () => {
  const { admin, deal } = await setUp()
  const work = withTenant(admin, async (tx) => {
    await tx.execute(sql`update deals set title = 'Half' where id = ${deal.id}`)
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)
    await outside`select pg_terminate_backend(${row!.pid})`
    await outside`select pg_sleep(0.3)`
    // By now its connection may serve somebody else.
    await Promise.all(Array.from({ length: 4 }, () => globalDb().transaction((other) => other.execute(sql`select 1`))))
    await tx.execute(sql`update deals set title = 'Other half' where id = ${deal.id}`)
  })
  await expect(work).rejects.toEqual(refusal(/It may have been done or not: load it again before you repeat it/))
  await outside`select pg_sleep(0.3)`
  expect((await getDeal(admin, deal.id)).title).toBe('Licence')
})

test('the sessions have limits of their own', async () => {
  const limits = sql<{ name: string; setting: number }[]>`
    select name, setting::int from pg_settings
    where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by 1`
  const alone = await globalDb().execute(limits)
  const within = await globalDb().transaction((tx) => tx.execute(limits))
  const settings = (rows: Iterable<Record<string, unknown>>) => [...rows].map(({ setting }) => setting)
  expect(settings(alone)).toEqual([5_000, 300, 10_000])
  expect(settings(within)).toEqual([5_000, 1_500, 30_000])
})
