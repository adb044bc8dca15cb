import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Contact } from '@/lib/contacts/schema'
import type { Deal } from '@/lib/deals/schema'
import type { LostReasons } from '@/lib/lost-reasons/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import type { View } from '@/lib/views/schema'
import { expectRefusal, ok } from './support/client'
import { rows } from './support/database'
import { makeBoard } from './support/made'
import { type Member, newAdmin } from './support/tenant'

describe('what was stored before a rule may be written back', () => {
  let admin: Member
  let board: Awaited<ReturnType<typeof makeBoard>>

  beforeAll(async () => {
    admin = await newAdmin()
    board = await makeBoard(admin)
    const { tenantId } = admin.account
    const { deal, pipeline, client, view, open } = board
    await rows(
      sql`update deals set title = E'a\\tb', tags = array[U&'\\200B', 'x'], currency = 'ZZZ' where id = ${deal.id}`,
    )
    await rows(sql`update pipelines set name = E'a\\nb', currency = 'ZZZ' where id = ${pipeline.id}`)
    await rows(sql`update pipeline_stages set name = U&'\\200B' where id = ${open}`)
    await rows(sql`update contacts set name = E'a\\tb', primary_phone = E'1\\n2' where id = ${client.id}`)
    await rows(sql`update views set name = E'a\\tb' where id = ${view.id}`)
    await rows(sql`update tenants set lost_reasons = array[U&'\\200B', 'Price'] where id = ${tenantId}`)
  })

  test('a deal, whole, in part, and beside a change', async () => {
    const path = `/api/deals/${board.deal.id}`
    const deal = ok(await admin.get<Deal>(path))
    expect(deal).toMatchObject({ title: 'a\tb', tags: ['\u200b', 'x'], currency: 'ZZZ', amount: 1200.5 })
    expect(ok(await admin.put<Deal>(path, deal))).toEqual(deal)
    expect(ok(await admin.put<Deal>(path, { currency: 'ZZZ', title: 'a\tb' }))).toEqual(deal)
    const changed = ok(await admin.put<Deal>(path, { ...deal, probability: 5, tags: ['y', '\u200b'] }))
    expect(changed).toMatchObject({ title: 'a\tb', tags: ['y', '\u200b'], probability: 5, version: deal.version + 1 })
    expectRefusal(await admin.put(path, { ...deal, title: 'a\tc' }), 400, 'title')
    expectRefusal(await admin.put(path, { currency: 'ZZY' }), 400, 'currency')
    const { id } = deal
    const left = ok(
      await admin.post<{ items: object[] }>('/api/deals/bulk', { deals: [{ id }], removeTags: ['\u200b'] }),
    )
    expect(left.items).toHaveLength(1)
    expect(ok(await admin.get<Deal>(path)).tags).toEqual(['y'])
  })

  test('a pipeline with its stages', async () => {
    const path = `/api/pipelines/${board.pipeline.id}`
    const pipeline = ok(await admin.get<Pipeline>(path))
    expect(pipeline).toMatchObject({ name: 'a\nb', currency: 'ZZZ', stages: [{ name: '\u200b' }, {}, {}, {}] })
    expect(ok(await admin.put<Pipeline>(path, pipeline))).toEqual(pipeline)
    const [first, ...others] = pipeline.stages
    const stages = [first, ...others.toReversed()]
    expect(ok(await admin.put<Pipeline>(path, { stages })).stages[0]!.name).toBe('\u200b')
    expectRefusal(await admin.put(path, { stages: [...stages, { name: '\u2060' }] }), 400, 'stages.4.name')
  })

  test('a contact, a view, the lost reasons', async () => {
    const contact = ok(await admin.get<Contact>(`/api/organization-contact/${board.client.id}`))
    expect(ok(await admin.put(`/api/organization-contact/${board.client.id}`, contact))).toEqual(contact)
    const { name } = ok(await admin.put<View>(`/api/views/${board.view.id}`, { name: 'a\tb', query: 'owner=none' }))
    expect(name).toBe('a\tb')
    const reasons = ok(await admin.get<LostReasons>('/api/lost-reasons'))
    expect(ok(await admin.put('/api/lost-reasons', reasons))).toEqual(reasons)
    ok(await admin.put('/api/lost-reasons', { items: ['Timing', ...reasons.items] }))
    expectRefusal(await admin.put('/api/lost-reasons', { items: ['\u001b'] }), 400, 'items.0')
  })
})
