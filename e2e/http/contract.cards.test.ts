import { beforeAll, expect, test } from 'vitest'
import type { CardPage } from '@/lib/board/schema'
import { expectRefusal, ok } from './support/client'
import { makeDeal, makePipeline } from './support/made'
import { type Member, newTenant } from './support/tenant'

let admin: Member
let viewer: Member
let path: string

beforeAll(async () => {
  const members = await newTenant('ADMIN', 'VIEWER')
  admin = members.ADMIN
  viewer = members.VIEWER
  const pipeline = await makePipeline(admin)
  path = `/api/pipelines/${pipeline.id}/cards`
  for (const fields of [
    { title: 'beech', amount: 20, ownerId: admin.account.userId },
    { title: 'Ash', amount: 3 },
    { title: 'Cedar' },
  ])
    await makeDeal(admin, pipeline.stages[0]!.id, fields)
})

const cards = async (query: string, member = admin) => ok(await member.get<CardPage>(path, query))
const titles = ({ items }: CardPage) => items.map(({ title }) => title).join(' ')

test.each([
  ['sort=stage', 'Cedar Ash beech'],
  ['sort=title', 'Ash beech Cedar'],
  ['sort=-title', 'Cedar beech Ash'],
  ['sort=amount', 'Ash beech Cedar'],
  ['sort=-amount', 'beech Ash Cedar'],
  ['sort=createdAt&minAmount=1', 'beech Ash'],
  ['sort=owner&owner=me', 'beech'],
])('%s orders and filters', async (query, expected) => {
  expect(titles(await cards(query))).toBe(expected)
})

test('pages go on where the last one ended', async () => {
  const seen: string[] = []
  for (let after = ''; ; ) {
    const page = await cards(`sort=-amount&take=1${after && `&after=${after}`}`)
    seen.push(titles(page))
    if (page.next === null) break
    after = page.next
  }
  expect(seen).toEqual(titles(await cards('sort=-amount')).split(' '))
})

test('under a sort a card says when it was made and changed, also to those who may only look', async () => {
  const { items } = await cards('sort=-amount&take=1', viewer)
  expect(items[0]).toMatchObject({ title: 'beech', clientName: null, version: 1 })
  expect(Object.keys(items[0]!)).toEqual(expect.arrayContaining(['createdAt', 'updatedAt']))
})

test.each([
  ['', 'stageId'],
  ['sort=name', 'sort'],
  ['sort=', 'sort'],
  ['sort[0]=title', 'sort'],
  ['sort=title&after=x', 'after'],
  ['sort=title&after=WyJ0aXRsZSIsImEiXQ', 'after'],
  ['sort=title&take=501', 'take'],
  ['ids=x', 'ids.0'],
  ['stageId=x', 'stageId'],
])('%s is refused by name', async (query, field) => {
  expectRefusal(await admin.get(path, query), 400, field)
})
