import postgres from 'postgres'
import { afterEach, describe, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { seeded } from '@/lib/testing/seeded'
import { signInByBrowser } from './support/browser-session'
import { expectRefusal, ok } from './support/client'
import { EventReader } from './support/event-reader'
import { makeDeal, makePipeline } from './support/made'
import { BASE_URL } from './support/settings'
import { type Member, newAdmin, newTenant } from './support/tenant'

const STREAM = '/api/changes/stream'
const cookieOf = ({ cookie }: { cookie: string }) => ({ cookie })
const bearer = ({ account }: Member) => ({ authorization: `Bearer ${account.token}` })

const open: EventReader[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((reader) => reader.close()))
})

/** A stream that has said ready, closed after the test. */
async function listen(headers: Record<string, string>, place?: Parameters<typeof EventReader.open>[1]) {
  const reader = await EventReader.open(headers, place)
  open.push(reader)
  expect(reader.response.status).toBe(200)
  await reader.until(({ event }) => event === 'ready' || event === 'resync')
  return reader
}

describe('an open stream', () => {
  test.each(['bearer', 'cookie'])('by %s: says ready, and a change within a second of the answer', async (way) => {
    const admin = await newAdmin()
    const { id: pipelineId, stages } = await makePipeline(admin)
    const reader = await listen(way === 'bearer' ? bearer(admin) : cookieOf(await signInByBrowser(admin)))
    const { headers } = reader.response
    expect(headers.get('content-type')).toBe('text/event-stream')
    expect(headers.get('cache-control')).toBe('no-cache, no-transform')
    expect(headers.get('content-encoding')).toBeNull()
    expect(headers.get('x-accel-buffering')).toBe('no')

    const deal = await makeDeal(admin, stages[0]!.id)
    const answered = Date.now()
    const created = await reader.until(({ data }) => data.entityId === deal.id)
    expect(created.at - answered).toBeLessThan(1000)
    const said = { entity: 'deal', action: 'created', version: 1, pipelineId, stageTo: stages[0]!.id, stageFrom: null }
    expect(created.data).toMatchObject({ ...said, actorId: admin.account.userId })

    ok(await admin.put(`/api/deals/${deal.id}`, { stageId: stages[1]!.id }))
    const moved = await reader.until(({ data }) => data.entityId === deal.id && data.version === 2)
    expect(moved.data).toMatchObject({ action: 'moved', stageFrom: stages[0]!.id, stageTo: stages[1]!.id })
    await admin.delete(`/api/deals/${deal.id}`)
    await reader.until(({ data }) => data.entityId === deal.id && data.action === 'deleted')
  })

  test('waits for nobody’s open transaction, in this database or another of the server', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin)
    const reader = await listen(bearer(admin))
    const elsewhere = new URL(process.env.DATABASE_URL!)
    elsewhere.pathname = '/postgres'
    const strangers = [process.env.DATABASE_URL!, elsewhere.href].map((url) => postgres(url, { max: 1 }))
    try {
      for (const sql of strangers) await sql.unsafe('begin').then(() => sql`select pg_current_xact_id()`)
      const deal = await makeDeal(admin, stages[0]!.id)
      const answered = Date.now()
      const { at } = await reader.until(({ data }) => data.entityId === deal.id)
      expect(at - answered).toBeLessThan(1000)
    } finally {
      for (const sql of strangers) await sql.end({ timeout: 0 })
    }
  })

  test('hears of many changes at once without being taken for a reader who does not read', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin)
    const ids: string[] = []
    for (let i = 0; i < 12; i++)
      ids.push(
        ...(await Promise.all(Array.from({ length: 100 }, async () => (await makeDeal(admin, stages[0]!.id)).id))),
      )
    const reader = await listen(bearer(admin))
    ok(await admin.post('/api/deals/bulk', { deals: ids.map((id) => ({ id })), stageId: stages[1]!.id }))
    await expect.poll(() => reader.changes.length, { timeout: 5000 }).toBe(ids.length)
  })

  test('of one pipeline hears of nothing else, save a deal that comes or goes', async () => {
    const admin = await newAdmin()
    const [here, there] = [await makePipeline(admin), await makePipeline(admin)]
    const readers = await Promise.all([here, there].map(({ id }) => listen(bearer(admin), { pipelineId: id })))
    const [atHere, atThere] = readers as [EventReader, EventReader]
    const stays = await makeDeal(admin, here.stages[0]!.id)
    const other = await makeDeal(admin, there.stages[0]!.id)
    const goes = await makeDeal(admin, here.stages[0]!.id)
    ok(await admin.put(`/api/deals/${goes.id}`, { stageId: there.stages[0]!.id }))
    for (const reader of readers) await reader.until(({ data }) => data.entityId === goes.id && data.action === 'moved')
    const said = { pipelineId: there.id, stageFrom: here.stages[0]!.id, stageTo: there.stages[0]!.id }
    expect(atHere.changes.at(-1)!.data).toMatchObject(said)
    expect(atHere.entityIds()).toEqual([stays.id, goes.id, goes.id])
    expect(atThere.entityIds()).toEqual([other.id, goes.id])
  })

  test('of several pipelines hears of each, and once of what goes from one to another', async () => {
    const admin = await newAdmin()
    const [one, other, third] = [await makePipeline(admin), await makePipeline(admin), await makePipeline(admin)]
    const reader = await listen(bearer(admin), { pipelineId: `${one.id.toUpperCase()},${other.id}` })
    const first = await makeDeal(admin, one.stages[0]!.id)
    await makeDeal(admin, third.stages[0]!.id)
    const second = await makeDeal(admin, other.stages[0]!.id)
    ok(await admin.put(`/api/deals/${first.id}`, { stageId: other.stages[0]!.id }))
    ok(await admin.put(`/api/deals/${second.id}`, { stageId: third.stages[0]!.id }))
    await reader.until(({ data }) => data.entityId === second.id && data.action === 'moved')
    expect(reader.entityIds()).toEqual([first.id, second.id, first.id, second.id])
    const [came, went] = reader.changes.slice(2).map(({ data }) => data)
    expect(came).toMatchObject({ pipelineFrom: one.id, pipelineId: other.id, card: { id: first.id } })
    expect(went).toMatchObject({ pipelineFrom: other.id, pipelineId: third.id })
    expect(went).not.toHaveProperty('card')
  })

  test('asked for by HEAD answers with its headers alone', async () => {
    const member = await newAdmin()
    const answer = await fetch(`${BASE_URL}/api/changes/stream`, { method: 'HEAD', headers: bearer(member) })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  })

  test('never carries another tenant’s changes', async () => {
    const [ours, theirs] = [await newAdmin(), await newAdmin()]
    const boards = [await makePipeline(ours), await makePipeline(theirs)]
    const readers = await Promise.all([ours, theirs].flatMap((member) => [1, 2].map(() => listen(bearer(member)))))
    const made: [string[], string[]] = [[], []]
    for (let i = 0; i < 60; i++) {
      const side = i % 2
      const deal = await makeDeal([ours, theirs][side]!, boards[side]!.stages[0]!.id, { title: `canary ${side}` })
      made[side]!.push(deal.id)
    }
    for (const [i, reader] of readers.entries()) {
      const own = made[i < 2 ? 0 : 1]
      await expect.poll(() => reader.changes.length, { timeout: 5000 }).toBeGreaterThanOrEqual(own.length)
      expect(reader.entityIds()).toEqual(own)
    }
  })

  test('leaves out what is no business of a viewer: roles, and contacts without the right to see them', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { stages } = await makePipeline(admin)
    const roleId = await idOfRole(admin, 'VIEWER')
    await setRights(admin, roleId, ['VIEW_SALES_PIPELINES'])
    const [atAdmin, atViewer] = [await listen(bearer(admin)), await listen(bearer(viewer))]
    const contact = ok(await admin.post<{ id: string }>('/api/organization-contact', { name: 'Acme' }))
    await setRights(admin, await idOfRole(admin, 'MANAGER'), [])
    const deal = await makeDeal(admin, stages[0]!.id)
    for (const reader of [atAdmin, atViewer]) await reader.until(({ data }) => data.entityId === deal.id)
    expect(atAdmin.entityIds()).toEqual([contact.id, deal.id])
    expect(atViewer.entityIds()).toEqual([deal.id])
  })
})

test('of one pipeline hears of contacts and members too, whose names its deals show', async () => {
  const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
  const { id: pipelineId } = await makePipeline(admin)
  const reader = await listen(bearer(viewer), { pipelineId })
  const contact = ok(await admin.post<{ id: string }>('/api/organization-contact', { name: 'Acme' }))
  const { tenantId, userId } = viewer.account
  await globalDb()
    .insert(changes)
    .values({ tenantId, entity: 'membership', entityId: userId, action: 'updated', version: 1, via: 'system' })
  await reader.until(({ data }) => data.entityId === userId, 10_000)
  expect(reader.entityIds()).toEqual([contact.id, userId])
})

describe('resuming', () => {
  test.each(['lastEventId', 'after'] as const)(
    'by %s: nothing is lost or repeated while 300 writes run',
    async (by) => {
      const random = seeded(`resuming by ${by}`)
      const admin = await newAdmin()
      const { stages } = await makePipeline(admin)
      const first = await listen(bearer(admin))
      const start = first.heard[0]!.id
      let writing = true
      const made: string[] = []
      const write = async () => {
        for (let i = 0; i < 75; i++) made.push((await makeDeal(admin, stages[random.below(4)]!.id)).id)
      }
      const heard: string[] = []
      /** Breaks off at random, and goes on from the last id of any event, as a browser does. */
      const follow = async () => {
        let place = start
        for (;;) {
          const lastRound = !writing
          const reader = await EventReader.open(bearer(admin), { [by]: place })
          if (lastRound) {
            const missing = () => made.length - heard.length - reader.changes.length
            await expect.poll(missing, { timeout: 5000 }).toBeLessThanOrEqual(0)
          } else await random.pause(250)
          await reader.close()
          heard.push(...reader.entityIds())
          place = reader.heard.at(-1)?.id ?? place
          if (lastRound) return
        }
      }
      const following = follow()
      await Promise.all([write(), write(), write(), write()])
      writing = false
      await following
      expect(made).toHaveLength(300)
      expect(heard.toSorted()).toEqual(made.toSorted())
      await expect.poll(() => first.changes.length, { timeout: 5000 }).toBe(300)
      expect(heard.toSorted()).toEqual(first.entityIds().toSorted())
    },
  )

  test('from the board’s own place shows what happened since', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin)
    const reader = await listen(bearer(admin))
    await reader.close()
    const deal = await makeDeal(admin, stages[0]!.id)
    const later = await listen(bearer(admin), { after: reader.heard[0]!.id })
    await later.until(({ data }) => data.entityId === deal.id)
    expect(later.entityIds()).toEqual([deal.id])
    const ready = later.heard.findIndex(({ event }) => event === 'ready')
    const sinceReady = later.heard.slice(ready + 1).map(({ data }) => data.entityId)
    const fromReady = await listen(bearer(admin), { lastEventId: later.heard[ready]!.id })
    const next = await makeDeal(admin, stages[0]!.id)
    await fromReady.until(({ data }) => data.entityId === next.id)
    expect(fromReady.entityIds()).toEqual([...sinceReady, next.id])
  })

  test('asked for once it ends where it has caught up', async () => {
    const admin = await newAdmin()
    const { id: pipelineId, stages } = await makePipeline(admin)
    const before = await listen(bearer(admin), { pipelineId })
    const { id: after } = before.heard.at(-1)!
    const deal = await makeDeal(admin, stages[0]!.id)
    const reader = await EventReader.open(bearer(admin), { pipelineId, after, once: 'true', presence: 'true' })
    await reader.ended
    expect(reader.heard.map(({ event }) => event)).toEqual(['change', 'ready'])
    expect(reader.entityIds()).toEqual([deal.id])
  })

  test('from a place that is not in this log says resync, with a place to go on from', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin)
    const reader = await listen(bearer(admin), { lastEventId: '99999999999999999999.5' })
    await reader.ready()
    expect(reader.heard.map(({ event }) => event)).toEqual(['resync', 'ready'])
    const resumed = await listen(bearer(admin), { lastEventId: reader.heard[0]!.id })
    expect(resumed.heard.map(({ event }) => event)).toEqual(['ready'])
    const deal = await makeDeal(admin, stages[0]!.id)
    await resumed.until(({ data }) => data.entityId === deal.id)
  })
})

describe('refusals', () => {
  test('a pipeline of another tenant is as unknown as a random one', async () => {
    const [ours, theirs] = [await newAdmin(), await newAdmin()]
    const { id } = await makePipeline(theirs)
    for (const pipelineId of [id, crypto.randomUUID()]) expectRefusal(await ours.get(STREAM, { pipelineId }), 404)
  })

  test('among several, a pipeline of another tenant is left out like one that is gone', async () => {
    const [ours, theirs] = [await newAdmin(), await newAdmin()]
    const [here, there] = [await makePipeline(ours), await makePipeline(theirs)]
    const pipelineId = [here.id, there.id, crypto.randomUUID()].join()
    const reader = await listen(bearer(ours), { pipelineId })
    await makeDeal(theirs, there.stages[0]!.id)
    const deal = await makeDeal(ours, here.stages[0]!.id)
    await reader.until(({ data }) => data.entityId === deal.id)
    expect(reader.entityIds()).toEqual([deal.id])
  })

  test.each([
    { after: 'yesterday' },
    { after: '1' },
    { after: '-1.0' },
    { after: `1.2.${'9'.repeat(40)}` },
    { pipelineId: 'sales' },
    { pipelineId: `${crypto.randomUUID()},` },
    { pipelineId: Array.from({ length: 51 }, () => crypto.randomUUID()).join() },
    { presence: 'yes' },
    { since: '1.0' },
  ])('%o is malformed', async (query) => {
    expectRefusal(await (await newAdmin()).get(STREAM, query), 400, ...Object.keys(query))
  })

  test('a Last-Event-ID that is none is malformed', async () => {
    const admin = await newAdmin()
    expectRefusal(await admin.send('GET', STREAM, { headers: { 'last-event-id': 'x' } }), 400)
  })

  test('whoever may not view pipelines may not listen', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    await setRights(admin, await idOfRole(admin, 'VIEWER'), ['ORG_CONTACT_VIEW'])
    expectRefusal(await viewer.get(STREAM), 403)
  })
})

describe('the end of the right ends the stream within ten seconds', () => {
  test('at log-out, and when the role loses VIEW_SALES_PIPELINES; the others go on', async () => {
    const { ADMIN: admin, EMPLOYEE: rep, VIEWER: viewer } = await newTenant('ADMIN', 'EMPLOYEE', 'VIEWER')
    const { stages } = await makePipeline(admin)
    const [atAdmin, atRep, atViewer] = await Promise.all([admin, rep, viewer].map((member) => listen(bearer(member))))
    const cookie = cookieOf(await signInByBrowser(viewer))
    const atCookie = await listen(cookie)
    ok(await rep.post('/api/auth/logout'))
    await setRights(admin, await idOfRole(admin, 'VIEWER'), [])
    const revoked = Date.now()
    for (const reader of [atRep!, atViewer!, atCookie]) expect((await reader.ended) - revoked).toBeLessThan(10_000)
    const deal = await makeDeal(admin, stages[0]!.id)
    await atAdmin!.until(({ data }) => data.entityId === deal.id)
    for (const reader of [atRep!, atViewer!, atCookie]) expect(reader.changes).toEqual([])
  })
})

async function idOfRole(admin: Member, name: string) {
  const { items } = ok(await admin.get<{ items: { id: string; name: string }[] }>('/api/roles'))
  return items.find((role) => role.name === name)!.id
}

const setRights = async (admin: Member, roleId: string, permissions: string[]) =>
  ok(await admin.put(`/api/roles/${roleId}`, { permissions }))
