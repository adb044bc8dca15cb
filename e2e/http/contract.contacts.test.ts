import { describe, expect, test } from 'vitest'
import type { Contact } from '@/lib/contacts/schema'
import type { Deal } from '@/lib/deals/schema'
import { expectRefusal, ok } from './support/client'
import { makeBoard, makeContact, makeDeal } from './support/made'
import { newAdmin } from './support/tenant'

const PATH = '/api/organization-contact'
type List = { items: Contact[]; total: number }

describe('POST /api/organization-contact', () => {
  test('needs a name alone and answers the model', async () => {
    const admin = await newAdmin()
    const answer = await admin.post<Contact>(PATH, { name: '  Acme Corp ' })
    expect(answer.status).toBe(201)
    const { tenantId, organizationId, userId } = admin.account
    expect(answer.body).toEqual({
      id: expect.any(String),
      tenantId,
      organizationId,
      name: 'Acme Corp',
      contactType: 'CLIENT',
      primaryEmail: null,
      primaryPhone: null,
      website: null,
      notes: null,
      imageUrl: null,
      budget: null,
      budgetType: null,
      fiscalInformation: null,
      isArchived: false,
      version: 1,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
      createdByUserId: userId,
      updatedByUserId: userId,
    })
    expect(ok(await admin.get(`${PATH}/${answer.body.id}`))).toEqual(answer.body)
  })

  test.each(['CLIENT', 'CUSTOMER', 'LEAD', 'VENDOR', 'PARTNER'])(
    'takes the type %s and every other field',
    async (contactType) => {
      const given = {
        ...{ name: 'Acme', contactType, primaryEmail: 'sales@acme.example', primaryPhone: '+31 20 1234567' },
        ...{ notes: 'Two\nlines', website: 'acme.example', imageUrl: 'https://acme.example/logo.png' },
        ...{ budget: 120.5, budgetType: 'hours', fiscalInformation: 'NL001234567B01' },
      }
      expect(await makeContact(await newAdmin(), given)).toMatchObject(given)
    },
  )

  test.each<[string, object, string[]]>([
    ['no name', { name: undefined }, ['name']],
    ['an empty name', { name: ' ' }, ['name']],
    ['a name of 301 characters', { name: 'n'.repeat(301) }, ['name']],
    ['an unknown type', { contactType: 'FRIEND' }, ['contactType']],
    ['an address that is none', { primaryEmail: 'acme' }, ['primaryEmail']],
    ['an organization that is no uuid', { organizationId: 'x' }, ['organizationId']],
    ['a budget that is none', { budget: -1 }, ['budget']],
    ['a budget of another kind', { budgetType: 'days' }, ['budgetType']],
    ['an unknown key', { colour: 'red' }, ['colour']],
  ])('refuses %s and names it', async (_, given, paths) => {
    const admin = await newAdmin()
    expectRefusal(await admin.post(PATH, { name: 'Acme', ...given }), 400, ...paths)
    expect(ok(await admin.get<List>(PATH)).total).toBe(0)
  })
})

describe('GET, PUT and DELETE /api/organization-contact/:id', () => {
  test('PUT is partial, and with what GET returned a no-op', async () => {
    const admin = await newAdmin()
    const contact = await makeContact(admin, { primaryEmail: 'a@b.example', notes: 'n' })
    const path = `${PATH}/${contact.id}`
    expect(ok(await admin.put(path, ok(await admin.get<Contact>(path))))).toEqual(contact)
    const changed = ok(await admin.put<Contact>(path, { contactType: 'LEAD', notes: null }))
    const { updatedAt } = changed
    expect(changed).toEqual({ ...contact, contactType: 'LEAD', notes: null, version: 2, updatedAt })
  })

  test('an unknown id is 404, one that is no uuid 400', async () => {
    const admin = await newAdmin()
    const unknown = `${PATH}/${crypto.randomUUID()}`
    for (const answer of [await admin.get(unknown), await admin.put(unknown, {}), await admin.delete(unknown)])
      expectRefusal(answer, 404)
    for (const answer of [
      await admin.get(`${PATH}/1`),
      await admin.put(`${PATH}/1`, {}),
      await admin.delete(`${PATH}/1`),
    ])
      expectRefusal(answer, 400, 'id')
  })

  test('DELETE leaves its deals, without a client', async () => {
    const admin = await newAdmin()
    const { client, deal, second } = await makeBoard(admin)
    const other = await makeDeal(admin, second, { clientId: client.id })
    const apart = await makeDeal(admin, second, { clientId: (await makeContact(admin)).id })
    expect((await admin.delete(`${PATH}/${client.id}`)).status).toBe(204)
    expectRefusal(await admin.get(`${PATH}/${client.id}`), 404)
    for (const before of [deal, other]) {
      const after = ok(await admin.get<Deal>(`/api/deals/${before.id}`, 'relations[]=client'))
      expect(after).toEqual({ ...before, clientId: null, client: null, version: 2, updatedAt: after.updatedAt })
    }
    expect(ok(await admin.get(`/api/deals/${apart.id}`))).toEqual(apart)
  })
})

describe('the list', () => {
  test('is plain without, and paged with /pagination', async () => {
    const admin = await newAdmin()
    const made = [await makeContact(admin), await makeContact(admin), await makeContact(admin)]
    expect(ok(await admin.get(PATH))).toEqual({ items: made, total: 3 })
    expect(ok(await admin.get(`${PATH}/pagination`, 'take=2&skip=2'))).toEqual({ items: made.slice(2), total: 3 })
  })

  test('understands data as JSON', async () => {
    const admin = await newAdmin()
    const { organizationId, tenantId } = admin.account
    const lead = await makeContact(admin, { name: 'Lead', contactType: 'LEAD' })
    await makeContact(admin)
    const find = (findInput: object, relations: string[] = []) =>
      admin.get<List>(PATH, { data: JSON.stringify({ relations, findInput }) })
    const found = await find({ organizationId, tenantId, contactType: 'LEAD' }, ['projects', 'members.user', 'tags'])
    expect(ok(found)).toEqual({ items: [lead], total: 1 })
    expect(ok(await find({ organizationId, tenantId })).total).toBe(2)
    expectRefusal(await find({ contactType: 'FOE' }), 400, 'data.findInput.contactType')
    expectRefusal(await find({ colour: 'red' }), 400, 'data.findInput.colour')
    expectRefusal(await find({ name: { a: 1 } }), 400, 'data.findInput.name')
    expectRefusal(await find({}, ['secrets']), 400, 'data.relations.0')
    expectRefusal(await find({ tenantId: crypto.randomUUID() }), 403)
    for (const data of ['{', '[]', '7']) expectRefusal(await admin.get(PATH, { data }), 400, 'data')
    expectRefusal(await admin.get(PATH, { data: '{"filter":{"name":"x"}}' }), 400, 'data.filter')
  })

  test.each([
    ['where[name]=corp', ['Acme Corp']],
    ['where[contactType]=CUSTOMER', ['Zeta']],
    ['where[primaryEmail]=a@acme.example', ['Acme Corp']],
    ['where[isArchived]=true', ['Zeta']],
    ['order[name]=DESC', ['Zeta', 'Acme Corp']],
    ['order[isArchived]=DESC', ['Zeta', 'Acme Corp']],
  ])('understands %s', async (query, names) => {
    const admin = await newAdmin()
    await makeContact(admin, { name: 'Acme Corp', primaryEmail: 'a@acme.example' })
    await makeContact(admin, { name: 'Zeta', contactType: 'CUSTOMER', isArchived: true })
    expect(ok(await admin.get<List>(PATH, query)).items.map(({ name }) => name)).toEqual(names)
  })
})
