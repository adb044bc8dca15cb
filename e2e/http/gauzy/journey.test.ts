import { expect, test } from 'vitest'
import type { Contact } from '@/lib/contacts/schema'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import { ok } from '../support/client'
import { makePipeline } from '../support/made'
import { type Member, newTenant } from '../support/tenant'
import { asJson, headersOf, inBrackets } from './clients'

/** The services of the web client, as far as they make requests. */
class WebClient {
  private readonly scope: { organizationId: string; tenantId: string }

  constructor(private readonly member: Member) {
    const { organizationId, tenantId } = member.account
    this.scope = { organizationId, tenantId }
  }

  private send = async <T>(method: string, path: string, sent: { query?: string; body?: unknown } = {}) =>
    ok(await this.member.send<T>(method, `/api/${path}`, { ...sent, headers: headersOf.web(this.member.account) }))

  pageOfPipelines = (name: string) => {
    const query = { where: { ...this.scope, name }, filters: { name }, relations: ['stages'], skip: 1, take: 10 }
    return this.send<{ items: Pipeline[] }>('GET', 'pipelines/pagination', { query: inBrackets(query) })
  }
  pipeline = (id: string) => {
    const query = inBrackets({ where: this.scope, relations: ['stages', 'createdByUser'] })
    return this.send<Pipeline>('GET', `pipelines/${id}`, { query })
  }
  savePipeline = (id: string, form: object) =>
    this.send<Pipeline>('PUT', `pipelines/${id}`, { body: { id, ...this.scope, ...form } })
  dealsOf = (pipelineId: string) => {
    const query = inBrackets({ where: this.scope, relations: ['createdByUser'] })
    return this.send<{ items: Deal[] }>('GET', `pipelines/${pipelineId}/deals`, { query })
  }
  clients = () => {
    const query = asJson({ relations: [], findInput: this.scope })
    return this.send<{ items: Contact[] }>('GET', 'organization-contact', { query })
  }
  saveContact = (form: object) =>
    this.send<Contact>('POST', 'organization-contact', { body: { ...this.scope, ...form } })
  deal = (id: string) =>
    this.send<Deal>('GET', `deals/${id}`, { query: inBrackets({ where: this.scope, relations: ['client'] }) })
  newDeal = (form: object) => this.send<Deal>('POST', 'deals', { body: { ...this.scope, ...form } })
  saveDeal = (id: string, form: object) => this.send<Deal>('PUT', `deals/${id}`, { body: { ...this.scope, ...form } })
  deleteDeal = (id: string) => this.send('DELETE', `deals/${id}`)
}

test('a rep opens a pipeline, adds a stage, makes a client and a deal, edits it, moves it to won and deletes it', async () => {
  const { ADMIN, EMPLOYEE } = await newTenant('ADMIN', 'EMPLOYEE')
  await makePipeline(ADMIN, { name: 'Enterprise' })
  const web = new WebClient(EMPLOYEE)

  const { items } = await web.pageOfPipelines('enter')
  const opened = await web.pipeline(items[0]!.id)
  expect(opened).toMatchObject({ name: 'Enterprise', createdByUser: { id: ADMIN.account.userId } })

  const stages = [...opened.stages, { name: 'Later' }]
  const saved = await web.savePipeline(opened.id, { name: 'Enterprise', description: '', isActive: true, stages })
  expect(saved.stages.map(({ name }) => name)).toEqual(['Open', 'Second', 'Won', 'Lost', 'Later'])

  await web.saveContact({
    ...{ name: 'Acme', contactType: 'CLIENT', primaryEmail: '', primaryPhone: '', tags: [], projects: [], members: [] },
    ...{ fax: '', website: 'acme.example', fiscalInformation: 'VAT 1', budget: null, budgetType: 'hours' },
    ...{ imageUrl: null, imageId: null, country: 'NL', city: '', postcode: '', address: '', address2: '' },
    ...{ latitude: 52.4, longitude: 4.9 },
  })
  const client = (await web.clients()).items[0]!
  expect(client).toMatchObject({ name: 'Acme', primaryEmail: null, fiscalInformation: 'VAT 1', budgetType: 'hours' })

  const [open, , won] = saved.stages.map(({ id }) => id)
  const form = { title: 'Licence', stageId: open, clientId: client.id, probability: 3 }
  const { id } = await web.newDeal({ createdByUserId: EMPLOYEE.account.userId, ...form })
  expect(await web.deal(id)).toMatchObject({ ...form, client, createdByUserId: EMPLOYEE.account.userId })

  await web.saveDeal(id, { ...form, title: 'Licence for two years', createdByUserId: EMPLOYEE.account.userId })
  await web.saveDeal(id, { ...form, title: 'Licence for two years', stageId: won, client })
  const { items: deals } = await web.dealsOf(opened.id)
  expect(deals).toMatchObject([
    { id, title: 'Licence for two years', stageId: won, createdByUser: { id: EMPLOYEE.account.userId } },
  ])
  expect(deals[0]!.closedAt).not.toBeNull()

  await web.deleteDeal(id)
  expect((await web.dealsOf(opened.id)).items).toEqual([])
})
