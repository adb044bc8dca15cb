import type { Contact } from '@/lib/contacts/schema'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
import type { View } from '@/lib/views/schema'
import { type Client, ok } from './client'

type Given = Record<string, unknown>

export const makePipeline = async (api: Client, given: Given = {}) =>
  ok(
    await api.post<Pipeline>('/api/pipelines', {
      name: 'Sales',
      stages: [{ name: 'Open' }, { name: 'Second' }, { name: 'Won' }, { name: 'Lost' }],
      ...given,
    }),
  )

export const makeDeal = async (api: Client, stageId: string, given: Given = {}) =>
  ok(await api.post<Deal>('/api/deals', { title: 'Licence', stageId, ...given }))

export const makeContact = async (api: Client, given: Given = {}) =>
  ok(await api.post<Contact>('/api/organization-contact', { name: 'Acme', ...given }))

export const makeView = async (api: Client, pipelineId: string, given: Given = {}) =>
  ok(await api.post<View>(`/api/pipelines/${pipelineId}/views`, { name: 'Mine', query: 'owner=me', ...given }))

/** A change of several deals at once, by the name it has in the log. */
export async function makeBatch(api: Client, stageId: string) {
  const { id } = await makeDeal(api, stageId)
  const body = { deals: [{ id }], probability: 5 }
  return ok(await api.post<{ batchId: string }>('/api/deals/bulk', body)).batchId
}

/** The ids of a new deal and of a bulk change that were taken back. */
export async function makeUndone(api: Client, stageId: string) {
  const { id: undoneDeal, version } = await makeDeal(api, stageId)
  const undoneBatch = await makeBatch(api, stageId)
  ok(await api.post(`/api/deals/${undoneDeal}/undo`, { version }))
  ok(await api.post(`/api/deals/bulk/${undoneBatch}/undo`))
  return { undoneDeal, undoneBatch }
}

/** A pipeline, its stages by name, a deal with a client in the first of them, and a private view. */
export async function makeBoard(api: Client) {
  const pipeline = await makePipeline(api)
  const [open, second, won, lost] = pipeline.stages.map(({ id }) => id) as [string, string, string, string]
  const client = await makeContact(api)
  const deal = await makeDeal(api, open, { clientId: client.id, probability: 75, amount: 1200.5 })
  const view = await makeView(api, pipeline.id)
  return { pipeline, open, second, won, lost, client, deal, view }
}
