import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Client, expectRefusal, ok, stranger, withoutRequestId } from './support/client'
import { digest, rows } from './support/database'
import { liveDocument, type Schema } from './support/documented'
import { makeBatch, makeBoard, makeContact, makeDeal, makePipeline, makeUndone, makeView } from './support/made'
import { METHODS, routesOnDisk } from './support/route-files'
import { CALLERS, type Caller, type Noun, nounOfField, type Own, pathOf, table } from './support/route-table'
import { BASE_URL } from './support/settings'
import { type Member, newAdmin, newTenant, takeAllRights } from './support/tenant'

type Ids = Record<Noun, string>

const CANARY = `canary-${crypto.randomUUID().slice(0, 8)}`
let callers: Record<Caller, Client>
let ours: { admin: Member; own: Own; live: Ids; deleted: Ids }
let theirs: { admin: Member; live: Ids; deleted: Ids }

beforeAll(async () => {
  const [members, nobody, stranded] = [
    await newTenant('SUPER_ADMIN', 'ADMIN', 'MANAGER', 'EMPLOYEE', 'VIEWER'),
    await newAdmin(),
    await newAdmin(),
  ]
  await takeAllRights(nobody)
  callers = { ...members, NOBODY: nobody, stranger }
  ours = { admin: members.ADMIN, ...(await furnish(members.ADMIN, 'Ours')) }
  theirs = { admin: stranded, ...(await furnish(stranded, CANARY)) }
})

/** A tenant with one of everything, and one of everything that is gone again. */
async function furnish(admin: Member, name: string) {
  const { tenantId, organizationId, userId } = admin.account
  const texts = { description: name, notes: name, title: name, name }
  const stages = ['lost', 'won'].map((kind) => ({ name: `${name} ${kind}`, description: name, kind }))
  const furnishOne = async () => {
    const pipeline = await makePipeline(admin, { name, description: name, stages })
    const client = await makeContact(admin, { name, notes: name, primaryEmail: `${name}@secret.example` })
    const deal = await makeDeal(admin, pipeline.stages[0]!.id, { title: name, lostReason: name, clientId: client.id })
    const view = await makeView(admin, pipeline.id, { name, isShared: true, isDefault: true })
    const batch = await makeBatch(admin, pipeline.stages[0]!.id)
    const undone = await makeUndone(admin, pipeline.stages[0]!.id)
    const roleId = uuidv7()
    await rows(
      sql`insert into roles (tenant_id, id, name) values (${tenantId}, ${roleId}, ${`${texts.name} ${roleId}`})`,
    )
    return { pipeline, client, deal, view, roleId, batch, ...undone }
  }
  const idsOf = ({ pipeline, client, deal, view, roleId, ...ids }: Awaited<ReturnType<typeof furnishOne>>): Ids => ({
    ...{
      pipeline: pipeline.id,
      stage: pipeline.stages[1]!.id,
      deal: deal.id,
      contact: client.id,
      role: roleId,
      view: view.id,
      ...ids,
    },
    ...{ user: userId, organization: organizationId },
  })
  await rows(sql`update users set first_name = ${name} where id = ${userId}`)
  await rows(sql`update organizations set name = ${name} where tenant_id = ${tenantId}`)
  const [kept, gone] = [await furnishOne(), await furnishOne()]
  ok(await admin.delete(`/api/pipelines/${gone.pipeline.id}`))
  ok(await admin.delete(`/api/organization-contact/${gone.client.id}`))
  await rows(sql`delete from roles where tenant_id = ${tenantId} and id = ${gone.roleId}`)
  const own = { ...(await makeBoard(admin)), roleId: kept.roleId }
  // A member and an organization that are gone: nothing of the API makes them, so they never were.
  return { own, live: idsOf(kept), deleted: { ...idsOf(gone), user: uuidv7(), organization: uuidv7() } }
}

/** Nothing of theirs shows in an answer, not even an id, unless in the address that a refusal repeats. */
function expectNoCanary(answer: Answer) {
  const all = withoutRequestId(answer) + JSON.stringify([...answer.headers])
  expect(all).not.toContain(CANARY)
  expect(all).not.toContain(theirs.admin.account.tenantId)
  expect(all).not.toContain(theirs.admin.account.userId)
}

async function unchanged<T>(work: () => Promise<T>) {
  const tenants = [ours.admin.account.tenantId, theirs.admin.account.tenantId]
  const before = await Promise.all(tenants.map(digest))
  const result = await work()
  expect(await Promise.all(tenants.map(digest))).toEqual(before)
  return result
}

const withId = Object.entries(table).filter(([, { id }]) => id)

test('the table has every route of the folders, and a noun for every id in a path', async () => {
  const onDisk = (await routesOnDisk()).map(({ method, path }) => `${method} ${path}`)
  expect(Object.keys(table).sort()).toEqual(onDisk.sort())
  expect(withId.map(([name]) => name).sort()).toEqual(onDisk.filter((name) => name.includes('{id}')).sort())
})

test('the digest sees every business table, and a single write', async () => {
  const { tenantId } = ours.admin.account
  const before = await digest(tenantId)
  for (const table of [
    'changes',
    'contacts',
    'deals',
    'memberships',
    'organizations',
    'pipeline_stages',
    'pipelines',
    'roles',
    'views',
  ])
    expect(before).toMatch(new RegExp(`^${table} [0-9a-f]{32}$`, 'm'))
  ok(await ours.admin.put(`/api/deals/${ours.live.deal}`, { probability: 1 }))
  expect(await digest(tenantId)).not.toBe(before)
})

describe('an id in the path: theirs, theirs that is gone, and a random one are the same 404', () => {
  const paths = [...new Set(withId.map(([name]) => name.split(' ')[1]!))]
  test.each(paths)('%s, every method, every caller', async (path) => {
    await unchanged(async () => {
      for (const method of METHODS)
        for (const caller of CALLERS) {
          const name = `${method} ${path}`
          const row = table[name]
          const noun = withId.find(([name]) => name.endsWith(` ${path}`))![1].id!
          const request = {
            query: row?.query?.(ours.own),
            body: row?.body?.(ours.own),
          }
          const answers = [theirs.live[noun], theirs.deleted[noun], uuidv7()].map((id) =>
            callers[caller].send(method, path.replace('{id}', id), request),
          )
          const texts = (await Promise.all(answers)).map((answer) => {
            expectNoCanary(answer)
            expect(answer.status, `${caller} ${name}`).toBe(expected(method, path, caller))
            return withoutRequestId(answer)
          })
          expect(new Set(texts).size, `${caller} ${name}`).toBe(1)
        }
    })
  })

  function expected(method: string, path: string, caller: Caller) {
    const row = table[`${method === 'HEAD' ? 'GET' : method} ${path}`]
    if (method === 'OPTIONS') return 204
    const status = row?.answers[CALLERS.indexOf(caller)] ?? 405
    return status < 300 ? 404 : status
  }
})

describe('an id in a query', () => {
  test('of theirs finds what a random one finds: nothing', async () => {
    const fields = await queryIds()
    expect(fields.length).toBeGreaterThan(50)
    for (const { name, path, query, noun } of fields) {
      const ids = [theirs.live[noun], theirs.deleted[noun], uuidv7()]
      const answers = await Promise.all(ids.map((id) => ours.admin.get(path, query(id))))
      for (const answer of answers) expectNoCanary(answer)
      expect(new Set(answers.map(withoutRequestId)).size, name).toBe(1)
      const { status, body } = answers[0]!
      if (status !== 404) expect([status, countIn(body)], `${name} ${JSON.stringify(body)}`).toEqual([200, 0])
    }
  })

  /** How many a count, a list or totals speak of. */
  function countIn(body: unknown): unknown {
    if (typeof body === 'number') return body
    const { items } = body as { items: { count?: number }[] }
    return items.reduce((sum, { count = 1 }) => sum + count, 0)
  }

  test('of their tenant is 403, in every route', async () => {
    const { paths } = await liveDocument()
    for (const [path, { get }] of Object.entries(paths))
      for (const parameter of get?.parameters ?? []) {
        const isTenant = parameter.name === 'tenantId'
        if (!isTenant && !parameter.schema.properties?.tenantId) continue
        const tenantId = theirs.admin.account.tenantId
        const query = isTenant ? { tenantId } : { [parameter.name]: { tenantId } }
        expectRefusal(await ours.admin.get(path.replace('{id}', ours.live.pipeline), query), 403)
      }
  })

  test('of cards by id finds only our own', async () => {
    const ids = [theirs.live.deal, ours.own.deal.id, theirs.deleted.deal].join(',')
    const answer = await ours.admin.get<{ items: { id: string }[] }>(`/api/pipelines/${ours.own.pipeline.id}/cards`, {
      ids,
    })
    expect(answer.body.items.map(({ id }) => id)).toEqual([ours.own.deal.id])
    expectNoCanary(answer)
  })

  /** Every uuid of every GET's query, from the live document: one that is added later is tried as well. */
  async function queryIds() {
    const { paths } = await liveDocument()
    const finite = Object.entries(paths).filter(([path]) => path !== '/api/changes/stream')
    return finite.flatMap(([template, { get }]) =>
      (get?.parameters ?? [])
        .filter(({ in: place }) => place === 'query')
        .flatMap(({ name, schema }) => uuidFields(schema, name))
        // A list is written with commas; one id is a list.
        .map((field) => field.replace(/\.0$/, ''))
        .filter((field) => !field.endsWith('tenantId'))
        .map((field) => {
          const [outer, ...inner] = field.split('.') as [string, ...string[]]
          const own = {
            '/api/deals': 'deal',
            '/api/pipelines': 'pipeline',
            '/api/organization-contact': 'contact',
          } as const
          const ofRoute = template.endsWith('/deals')
            ? 'deal'
            : own[template.replace(/\/(pagination|count|\{id\})$/, '') as '/api/deals']
          const name = field.replace(/^where\./, '')
          const noun = name === 'id' ? ofRoute : nounOfField[name]
          if (!noun) throw new Error(`GET ${template} has ${field}; say in the table what it refers to.`)
          return {
            name: `GET ${template} ${field}`,
            path: template.replace('{id}', ours.own.pipeline.id),
            query: (id: string) => ({
              ...(template.endsWith('/cards') && { sort: 'title' }),
              [outer]: inner.reduceRight<unknown>((value, key) => ({ [key]: value }), id),
            }),
            noun,
          }
        }),
    )
  }
})

describe('an id in a body: theirs, one that is gone, a random one and one of another kind are 400 and named', () => {
  const writes = Object.entries(table).filter(([, { body, answers }]) => body && answers[1] < 300 && body !== undefined)

  test.each(writes.filter(([name]) => !name.includes('/api/auth/')))('%s', async (name, { id, body, ignored = [] }) => {
    const [method, template] = name.split(' ') as [string, string]
    const path = pathOf(name, id ? { ...ours.live, pipeline: ours.own.pipeline.id, deal: ours.own.deal.id }[id] : '')
    const schema = (await liveDocument()).paths[template]![method.toLowerCase()]!.requestBody!.content[
      'application/json'
    ]!.schema
    const fields = uuidFields(schema)
    for (const field of fields.filter((field) => !ignored.includes(field))) {
      const noun = nounOfField[field]
      if (!noun) throw new Error(`${name} has ${field}; say in the table what it refers to.`)
      const ids = [theirs.live[noun], theirs.deleted[noun], ours.deleted[noun], uuidv7(), ...idsOfAnotherKind(noun)]
      const answers = await unchanged(() =>
        Promise.all(
          ids.map((given) => ours.admin.send(method, path, { body: planted(body!(ours.own), field, given) })),
        ),
      )
      for (const answer of answers) {
        expectRefusal(answer, 400, field)
        expectNoCanary(answer)
      }
      expect(new Set(answers.map(withoutRequestId)).size, field).toBe(1)
    }
  })

  test('a create reads past the ids of stages', async () => {
    const stages = [{ id: theirs.live.stage, name: 'Open', pipelineId: theirs.live.pipeline }]
    const made = await makePipeline(ours.admin, { stages })
    expect(made.stages[0]!.id).not.toBe(theirs.live.stage)
    expect(made.stages[0]!.pipelineId).toBe(made.id)
  })

  const idsOfAnotherKind = (noun: Noun) =>
    (['pipeline', 'stage', 'deal', 'contact', 'role', 'organization'] as const)
      .filter((other) => other !== noun)
      .map((other) => ours.live[other])

  /** The body with the id at a dotted path. */
  function planted(body: object, field: string, id: string) {
    const copy = structuredClone(body) as Record<string, unknown>
    const keys = field.split('.')
    let place = copy
    for (const key of keys.slice(0, -1)) place = place[key] as Record<string, unknown>
    place[keys.at(-1)!] = id
    return copy
  }
})

test('what they have never shows in a list, a count, a total or a search', async () => {
  const { paths } = await liveDocument()
  for (const [path, { get }] of Object.entries(paths)) {
    if (!get || path === '/api/changes/stream') continue
    const address = pathOf(`GET ${path}`, ours.own.pipeline.id)
    for (const query of ['', 'relations=stages.deals', 'relations[0]=client&relations[1]=createdByUser', 'take=100'])
      for (const caller of [callers.ADMIN, callers.VIEWER]) expectNoCanary(await caller.get(address, query))
  }
  for (const path of ['/api/pipelines', '/api/organization-contact'])
    expect(ok(await ours.admin.get(path, { where: { name: CANARY } }))).toEqual({ items: [], total: 0 })
  const counted = ok(await ours.admin.get<number>('/api/deals/count'))
  expect(counted).toBe(ok(await ours.admin.get<{ items: object[] }>('/api/deals')).items.length)
})

test('the stream of a pipeline of theirs is the 404 of a random one', async () => {
  const headers = { authorization: `Bearer ${ours.admin.account.token}` }
  const ask = async (pipelineId: string) => {
    const response = await fetch(`${BASE_URL}/api/changes/stream?pipelineId=${pipelineId}`, { headers })
    return [response.status, (await response.text()).replace(/"(requestId|instance)":"[^"]*"/g, '')]
  }
  const answers = await Promise.all([theirs.live.pipeline, theirs.deleted.pipeline, uuidv7()].map(ask))
  expect(answers[0]![0]).toBe(404)
  expect(new Set(answers.map(String)).size).toBe(1)
})

/** Dotted paths of what is a uuid in a schema; the first of a list stands for all. Read-only ones have no schema. */
function uuidFields(schema: Schema, path = ''): string[] {
  const under = (key: string) => (path ? `${path}.${key}` : key)
  if (schema.format === 'uuid') return [path]
  return [
    ...(schema.anyOf ?? []).flatMap((one) => uuidFields(one, path)),
    ...(schema.items ? uuidFields(schema.items, under('0')) : []),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) => uuidFields(value, under(key))),
  ]
}
