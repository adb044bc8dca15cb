import { beforeAll, describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { expectRefusal, ok } from './support/client'
import { makeBoard, makeDeal, makePipeline } from './support/made'
import { type Member, newAdmin, newTenant } from './support/tenant'

type List<T> = { items: T[]; total: number }
type Board = Awaited<ReturnType<typeof makeBoard>>

const names = ({ items }: List<Pipeline>) => items.map(({ name }) => name).join(' ')
const titles = ({ items }: List<Deal>) => items.map(({ title }) => title).join('')

describe('paging', () => {
  let admin: Member
  beforeAll(async () => {
    admin = await newAdmin()
    for (let i = 0; i < 12; i++) await makePipeline(admin, { name: String(i), stages: [] })
  })
  const pipelines = async (path: string, query: string) => {
    const list = ok(await admin.get<List<Pipeline>>(path, query))
    expect(list.total).toBe(12)
    return names(list)
  }

  test.each([
    ['', '0 1 2 3 4 5 6 7 8 9'],
    ['skip=0', '0 1 2 3 4 5 6 7 8 9'],
    ['skip=1', '0 1 2 3 4 5 6 7 8 9'],
    ['skip=2', '10 11'],
    ['skip=3', ''],
    ['take=5', '0 1 2 3 4'],
    ['take=5&skip=2', '5 6 7 8 9'],
    ['take=5&skip=3', '10 11'],
    ['take=100', '0 1 2 3 4 5 6 7 8 9 10 11'],
    ['page=2', '10 11'],
    ['limit=5&page=2', '5 6 7 8 9'],
    ['limit=5&skip=2', '5 6 7 8 9'],
    ['take=5&page=3', '10 11'],
  ])('on /pagination skip is a page number: %s', async (query, expected) => {
    expect(await pipelines('/api/pipelines/pagination', query)).toBe(expected)
  })

  test.each([
    ['', '0 1 2 3 4 5 6 7 8 9 10 11'],
    ['skip=0', '0 1 2 3 4 5 6 7 8 9 10 11'],
    ['skip=1&take=3', '1 2 3'],
    ['skip=10', '10 11'],
    ['skip=12', ''],
    ['take=1000', '0 1 2 3 4 5 6 7 8 9 10 11'],
    ['limit=2', '0 1'],
    ['limit=5&page=3', '10 11'],
    ['take=5&page=2', '5 6 7 8 9'],
    ['page=1', '0 1 2 3 4 5 6 7 8 9 10 11'],
  ])('on the plain list skip is an offset: %s', async (query, expected) => {
    expect(await pipelines('/api/pipelines', query)).toBe(expected)
  })

  test.each<[string, string, string]>([
    ['/api/pipelines/pagination', 'take=101', 'take'],
    ['/api/pipelines/pagination', 'limit=101', 'limit'],
    ['/api/pipelines', 'take=1001', 'take'],
    ['/api/pipelines', 'limit=1001', 'limit'],
    ...['-1', '1.5', 'ten', '', '1e2', '99999999999'].flatMap((wrong): [string, string, string][] => [
      ['/api/pipelines', `take=${wrong}`, 'take'],
      ['/api/pipelines/pagination', `skip=${wrong}`, 'skip'],
      ['/api/deals/pagination', `page=${wrong}`, 'page'],
    ]),
    ['/api/deals', 'take=1&take=2', 'take'],
  ])('a number beyond the limit, or none, is 400: %s?%s', async (path, query, field) => {
    expectRefusal(await admin.get(path, query), 400, field)
  })

  test.each(['/api/pipelines', '/api/deals', '/api/organization-contact'])(
    '%s and its /pagination answer items and total',
    async (path) => {
      for (const address of [path, `${path}/pagination`])
        expect(Object.keys(ok(await admin.get<object>(address))).sort()).toEqual(['items', 'total'])
    },
  )

  test('pages neither overlap nor leave anything out', async () => {
    const pages = [1, 2, 3].map((page) =>
      pipelines('/api/pipelines/pagination', `take=5&skip=${page}&order[isActive]=ASC`),
    )
    expect((await Promise.all(pages)).join(' ')).toBe('0 1 2 3 4 5 6 7 8 9 10 11')
  })
})

describe('relations', () => {
  let admin: Member
  let board: Board
  beforeAll(async () => {
    admin = await newAdmin()
    board = await makeBoard(admin)
  })

  test.each([
    'relations[0]=stages.deals',
    'relations[]=stages.deals',
    'relations=stages.deals',
    'relations[0]=stages&relations[1]=stages.deals',
    'relations%5B0%5D=stages.deals',
  ])('of a pipeline: %s', async (query) => {
    const pipeline = ok(await admin.get<Pipeline>(`/api/pipelines/${board.pipeline.id}`, query))
    expect(pipeline.stages.map(({ deals }) => deals?.length)).toEqual([1, 0, 0, 0])
    const { items } = ok(await admin.get<List<Pipeline>>('/api/pipelines', query))
    expect(items).toEqual([pipeline])
    expect(ok(await admin.get<List<Pipeline>>('/api/pipelines/pagination', query)).items).toEqual([pipeline])
  })

  test.each(['', 'relations[]=stages', 'relations=stages'])(
    'stages are always there, without deals: %s',
    async (query) => {
      expect(ok(await admin.get(`/api/pipelines/${board.pipeline.id}`, query))).toEqual(board.pipeline)
      expect(ok(await admin.get<List<Pipeline>>('/api/pipelines', query)).items).toEqual([board.pipeline])
    },
  )

  test.each([
    ['stage', ['stage']],
    ['stage.pipeline', ['stage']],
    ['client', ['client']],
    ['createdByUser', ['createdByUser']],
  ])('of a deal: %s and nothing else', async (relation, keys) => {
    for (const query of [`relations[]=${relation}`, `relations=${relation}`]) {
      const deal = ok(await admin.get<Deal>(`/api/deals/${board.deal.id}`, query))
      expect(Object.keys(deal).sort()).toEqual([...Object.keys(board.deal), ...keys].sort())
      expect(ok(await admin.get<List<Deal>>('/api/deals', query)).items).toEqual([deal])
      expect(ok(await admin.get<List<Deal>>('/api/deals/pagination', query)).items).toEqual([deal])
    }
  })

  test('hold what they should', async () => {
    const query = 'relations[0]=stage.pipeline&relations[1]=client&relations[2]=createdByUser'
    const deal = ok(await admin.get<Deal>(`/api/deals/${board.deal.id}`, query))
    const { stages, ...pipeline } = board.pipeline
    expect(deal.stage).toEqual({ ...stages[0], pipeline })
    expect(deal.client).toEqual(board.client)
    expect(deal.createdByUser).toMatchObject({ id: admin.account.userId, email: admin.account.email })
    expect(Object.keys(deal.createdByUser!)).not.toContain('passwordHash')
    expect(ok(await admin.get<Deal>(`/api/deals/${board.deal.id}`, 'relations=stage')).stage).toEqual(stages[0])
  })

  test('of nothing are null', async () => {
    const deal = await makeDeal(admin, board.won)
    expect(ok(await admin.get<Deal>(`/api/deals/${deal.id}`, 'relations=client')).client).toBeNull()
  })

  test.each(['stage', 'deals', 'stages.deals.stages', 'createdByUser.tenant', '__proto__', 'toString', ''])(
    'of a pipeline there is no "%s"',
    async (relation) => {
      for (const path of [`/api/pipelines/${board.pipeline.id}`, '/api/pipelines', '/api/pipelines/pagination'])
        expect((await admin.get(path, { relations: [relation] })).status, path).toBe(400)
    },
  )

  test.each(['stages', 'pipeline', 'owner.tenant', 'stage.deals', 'client.deals', 'constructor'])(
    'of a deal there is no "%s"',
    async (relation) => {
      for (const path of [`/api/deals/${board.deal.id}`, '/api/deals', '/api/deals/pagination'])
        expect((await admin.get(path, { relations: [relation] })).status, path).toBe(400)
    },
  )
})

describe('where on pipelines', () => {
  let admin: Member
  beforeAll(async () => {
    admin = await newAdmin()
    await makePipeline(admin, {
      name: 'Alpha 100%',
      description: 'For ENTERPRISE deals',
      stages: [{ name: 'Discovery' }],
    })
    await makePipeline(admin, { name: 'beta_x', isActive: false, currency: 'EUR' })
    await makePipeline(admin, { name: 'Gamma', stages: [{ name: 'Won' }, { name: 'dis\\covery' }] })
    await makePipeline(admin, { name: '{"a":1}', stages: [] })
  })

  test.each([
    ['where[name]=ALPHA', 'Alpha 100%'],
    ['where[name]=a', 'Alpha 100% beta_x Gamma {"a":1}'],
    ['where[name]=%25', 'Alpha 100%'],
    ['where[name]=_', 'beta_x'],
    ['where[name]=\\', ''],
    ['where[name]=nothing', ''],
    ['where[name]={"a":1}', '{"a":1}'],
    ['where[name]=100%25', 'Alpha 100%'],
    ['where[description]=enterprise', 'Alpha 100%'],
    ['where[stages]=DISCO', 'Alpha 100%'],
    ['where[stages]=won', 'beta_x Gamma'],
    ['where[stages]=\\', 'Gamma'],
    ['where[isActive]=true', 'Alpha 100% Gamma {"a":1}'],
    ['where[isActive]=false', 'beta_x'],
    ['where[isArchived]=true', ''],
    ['where[currency]=EUR', 'beta_x'],
    ['where[currency]=E', ''],
    ['where[version]=1', 'Alpha 100% beta_x Gamma {"a":1}'],
    ['where[version]=2', ''],
    ['where[name]=a&where[isActive]=false', 'beta_x'],
    ['where%5Bname%5D=gamma', 'Gamma'],
  ])('%s', async (query, expected) => {
    const list = ok(await admin.get<List<Pipeline>>('/api/pipelines', query))
    expect(names(list)).toBe(expected)
    expect(ok(await admin.get('/api/pipelines/pagination', query))).toEqual(list)
    expect(ok(await admin.get('/api/pipelines/count', query))).toBe(list.total)
    expect(list.total).toBe(list.items.length)
  })

  test('organizationId filters, in where and beside it', async () => {
    const { organizationId } = admin.account
    for (const query of [{ where: { organizationId } }, { organizationId }])
      expect(ok(await admin.get<List<Pipeline>>('/api/pipelines', query)).total).toBe(4)
    const elsewhere = crypto.randomUUID()
    for (const query of [{ where: { organizationId: elsewhere } }, { organizationId: elsewhere }])
      expect(ok(await admin.get('/api/pipelines', query))).toEqual({ items: [], total: 0 })
  })

  test('id is equality', async () => {
    const { items } = ok(await admin.get<List<Pipeline>>('/api/pipelines', 'where[name]=gamma'))
    expect(names(ok(await admin.get('/api/pipelines', { where: { id: items[0]!.id } })))).toBe('Gamma')
  })
})

describe('where on deals', () => {
  let admin: Member
  let rep: Member
  let board: Board
  let other: Board
  let query: Record<string, object>
  beforeAll(async () => {
    const members = await newTenant('ADMIN', 'EMPLOYEE')
    admin = members.ADMIN
    rep = members.EMPLOYEE
    board = await makeBoard(admin)
    other = await makeBoard(admin)
    await makeDeal(rep, board.won, {
      ...{ title: 'X', ownerId: rep.account.userId, clientId: other.client.id, probability: 40, amount: '10.50' },
      ...{ currency: 'EUR', expectedCloseDate: '2027-03-04' },
    })
    query = {
      stageId: { stageId: board.won },
      pipelineId: { pipelineId: board.pipeline.id, probability: '40' },
      clientId: { clientId: other.client.id, stageId: board.won },
      ownerId: { ownerId: rep.account.userId },
      createdByUserId: { createdByUserId: rep.account.userId },
      'stage.pipelineId': { stage: { pipelineId: board.pipeline.id, kind: 'won' } },
      'stage.name': { stage: { name: 'Won', pipelineId: board.pipeline.id } },
      title: { title: 'X' },
      amount: { amount: '10.5', currency: 'EUR' },
      expectedCloseDate: { expectedCloseDate: '2027-03-04' },
    }
  })

  test.each([
    ...['stageId', 'pipelineId', 'clientId', 'ownerId', 'createdByUserId', 'stage.pipelineId', 'stage.name', 'title'],
    ...['amount', 'expectedCloseDate'],
  ])('%s is equality', async (field) => {
    const where = query[field]
    const list = ok(await admin.get<List<Deal>>('/api/deals', { where }))
    expect([titles(list), list.total]).toEqual(['X', 1])
    expect(ok(await admin.get('/api/deals/pagination', { where }))).toEqual(list)
    expect(ok(await admin.get('/api/deals/count', { where }))).toBe(1)
  })

  test('where[title] is equality too, not contains', async () => {
    expect(ok(await admin.get<List<Deal>>('/api/deals', 'where[title]=Licenc')).total).toBe(0)
    expect(ok(await admin.get<List<Deal>>('/api/deals', 'where[title]=Licence')).total).toBe(2)
  })

  test('an id that stands for nothing finds nothing', async () => {
    for (const field of ['stageId', 'pipelineId', 'clientId', 'ownerId', 'createdByUserId', 'organizationId'])
      expect(ok(await admin.get('/api/deals', { where: { [field]: crypto.randomUUID() } }))).toEqual({
        items: [],
        total: 0,
      })
  })

  test('on the deals of a pipeline narrows them, by another pipeline to nothing', async () => {
    const path = `/api/pipelines/${board.pipeline.id}/deals`
    expect(titles(ok(await admin.get(path, { where: { stageId: board.won } })))).toBe('X')
    expect(ok(await admin.get<List<Deal>>(path, { where: { pipelineId: board.pipeline.id } })).total).toBe(2)
    expect(ok(await admin.get<List<Deal>>(path, { where: { pipelineId: other.pipeline.id } })).total).toBe(0)
  })
})

describe('order', () => {
  test('is by creation unless asked otherwise', async () => {
    const admin = await newAdmin()
    for (const name of ['b', 'c', 'a']) await makePipeline(admin, { name, stages: [] })
    const list = async (query: string) => names(ok(await admin.get<List<Pipeline>>('/api/pipelines', query)))
    expect(await list('')).toBe('b c a')
    expect(await list('order[name]=ASC')).toBe('a b c')
    expect(await list('order[name]=DESC')).toBe('c b a')
    expect(await list('order[createdAt]=DESC')).toBe('a c b')
    expect(await list('order[isActive]=ASC&order[name]=DESC')).toBe('c b a')
    expect(await list('order[isActive]=ASC')).toBe('b c a')
  })

  test('of deals goes by title, amount and day as well', async () => {
    const admin = await newAdmin()
    const { stages } = await makePipeline(admin)
    const make = (title: string, amount: number, expectedCloseDate: string) =>
      makeDeal(admin, stages[0]!.id, { title, amount, expectedCloseDate })
    await make('a', 10, '2027-01-03')
    await make('b', 9, '2027-01-01')
    await make('c', 200, '2027-01-02')
    const list = async (query: string) => titles(ok(await admin.get<List<Deal>>('/api/deals', query)))
    expect(await list('order[title]=DESC')).toBe('cba')
    expect(await list('order[amount]=ASC')).toBe('bac')
    expect(await list('order[expectedCloseDate]=ASC')).toBe('bca')
    expect(await list('')).toBe('abc')
  })
})

describe('a bad field, direction, uuid or number is 400 and named, never an empty 200', () => {
  let admin: Member
  beforeAll(async () => {
    admin = await newAdmin()
  })
  const refused: [string, string, string][] = [
    ...(['pipelines', 'deals', 'organization-contact'] as const).flatMap((noun) =>
      [`/api/${noun}`, `/api/${noun}/pagination`].flatMap((path): [string, string, string][] => [
        [path, 'where[secret]=1', 'where.secret'],
        [path, 'where[id]=1', 'where.id'],
        [path, 'where[organizationId]=mine', 'where.organizationId'],
        [path, 'where[isArchived]=yes', 'where.isArchived'],
        [path, 'where[version]=one', 'where.version'],
        [path, 'where[createdAt]=yesterday', 'where.createdAt'],
        [path, 'where=1', 'where'],
        [path, 'where[name][a]=1', 'where.name'],
        [path, 'order[secret]=ASC', 'order.secret'],
        [path, 'order[createdAt]=UP', 'order.createdAt'],
        [path, 'order[createdAt]=', 'order.createdAt'],
        [path, 'organizationId=mine', 'organizationId'],
        [path, 'sort=name', 'sort'],
      ]),
    ),
    ['/api/pipelines', 'where[isActive]=1', 'where.isActive'],
    ['/api/pipelines', 'where[name]=a&where[name]=b', 'where.name'],
    ['/api/pipelines/count', 'where[isActive]=maybe', 'where.isActive'],
    ['/api/deals', 'where[stageId]=1', 'where.stageId'],
    ['/api/deals', 'where[pipelineId]=null', 'where.pipelineId'],
    ['/api/deals', 'where[clientId]=x', 'where.clientId'],
    ['/api/deals', 'where[ownerId]=me', 'where.ownerId'],
    ['/api/deals', 'where[createdByUserId]=', 'where.createdByUserId'],
    ['/api/deals', 'where[probability]=high', 'where.probability'],
    ['/api/deals', 'where[probability]=1.5', 'where.probability'],
    ['/api/deals', 'where[expectedCloseDate]=2027-02-30', 'where.expectedCloseDate'],
    ['/api/deals', 'where[stage][pipelineId]=1', 'where.stage.pipelineId'],
    ['/api/deals', 'where[stage][secret]=1', 'where.stage.secret'],
    ['/api/deals', 'where[amount]=-5&where[currency]=USD', 'where.amount'],
    ['/api/deals/count', 'where[stageId]=1', 'where.stageId'],
    ['/api/organization-contact', 'where[contactType]=ENEMY', 'where.contactType'],
  ]
  test.each(refused)('%s?%s', async (path, query, field) => {
    expectRefusal(await admin.get(path, query), 400, field)
  })

  test.each(['a[b][c][d][e][f][g]=1', `where[name]=x&${'a=1&'.repeat(101)}`])(
    '%.30s: too deep or too many',
    async (query) => {
      for (const path of ['/api/pipelines', '/api/deals', '/api/organization-contact'])
        expectRefusal(await admin.get(path, query), 400, 'query')
    },
  )

  test.each([
    ['probability', '-1', '101', '32768', '999999999'],
    ['version', '-1', '2147483648', '99999999999999999999'],
    ['stage.index', '-1', '2147483648'],
    ['createdAt', '0000-01-01T00:00:00.000Z'],
    ['expectedCloseDate', '0000-01-01'],
  ])('a value that the column of %s cannot hold is 400 as well', async (field, ...values) => {
    const [name, inner] = field!.split('.') as [string, string?]
    for (const value of values) {
      const where = { [name]: inner ? { [inner]: value } : value }
      for (const path of ['/api/deals', '/api/deals/count'])
        expectRefusal(await admin.get(path, { where }), 400, `where.${field}`)
      expectRefusal(await admin.get('/api/deals', where), 400, field!)
    }
  })
})
