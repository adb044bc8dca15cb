import type { Contact } from '@/lib/contacts/schema'
import type { Deal } from '@/lib/deals/schema'
import type { Pipeline } from '@/lib/pipelines/schema'
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

/** A pipeline, its stages by name, and a deal with a client in the first of them. */
export async function makeBoard(api: Client) {
  const pipeline = await makePipeline(api)
  const [open, second, won, lost] = pipeline.stages.map(({ id }) => id) as [string, string, string, string]
  const client = await makeContact(api)
  const deal = await makeDeal(api, open, { clientId: client.id, probability: 75, amount: 1200.5 })
  return { pipeline, open, second, won, lost, client, deal }
}
