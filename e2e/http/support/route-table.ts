import type { makeBoard } from './made'

/** What stands for the ids of a request. */
export type Own = Awaited<ReturnType<typeof makeBoard>> & { roleId: string }
export type Noun =
  | 'pipeline'
  | 'stage'
  | 'deal'
  | 'batch'
  | 'undoneDeal'
  | 'undoneBatch'
  | 'contact'
  | 'role'
  | 'view'
  | 'user'
  | 'organization'

export const CALLERS = ['SUPER_ADMIN', 'ADMIN', 'MANAGER', 'EMPLOYEE', 'VIEWER', 'NOBODY', 'stranger'] as const
export type Caller = (typeof CALLERS)[number]

export type Row = {
  /** The status for each of CALLERS, in their order. */
  answers: readonly [number, number, number, number, number, number, number]
  /** What the id in the path names. */
  id?: Noun
  query?: (own: Own) => Record<string, unknown>
  body?: (own: Own) => object
  /** Ids in the body that a create reads past, as they are the server's to give. */
  ignored?: readonly string[]
  /** The answer has no end. */
  endless?: boolean
}

const view = [200, 200, 200, 200, 200, 403, 401] as const
const create = [201, 201, 201, 201, 403, 403, 401] as const
const change = [200, 200, 200, 200, 403, 403, 401] as const
const remove = [204, 204, 204, 204, 403, 403, 401] as const
const admin = [200, 200, 403, 403, 403, 403, 401] as const
/** Of what is private to an admin. */
const own = [404, 200, 404, 404, 404, 403, 401] as const
const removeOwn = [404, 204, 404, 404, 404, 403, 401] as const
const save = [201, 201, 201, 201, 201, 403, 401] as const
const member = [200, 200, 200, 200, 200, 200, 401] as const
const anyone = [200, 200, 200, 200, 200, 200, 200] as const
/** Of a form whose CSRF token is nobody's. */
const withoutToken = [403, 403, 403, 403, 403, 403, 403] as const
const refused = [401, 401, 401, 401, 401, 401, 401] as const

/** Every route: who may call it, and a request that works. A route that is missing here fails the tests. */
export const table: Record<string, Row> = {
  'GET /api/pipelines': { answers: view },
  'GET /api/pipelines/pagination': { answers: view },
  'GET /api/pipelines/count': { answers: view },
  'GET /api/pipelines/{id}': { answers: view, id: 'pipeline' },
  'GET /api/pipelines/{id}/deals': { answers: view, id: 'pipeline' },
  'GET /api/pipelines/{id}/cards': { answers: view, id: 'pipeline', query: ({ open }) => ({ stageId: open }) },
  'GET /api/pipelines/{id}/totals': { answers: view, id: 'pipeline' },
  'GET /api/pipelines/{id}/pace': { answers: view, id: 'pipeline' },
  'GET /api/pipelines/{id}/views': { answers: view, id: 'pipeline' },
  'POST /api/pipelines/{id}/views': {
    answers: save,
    id: 'pipeline',
    body: () => ({ name: 'Mine', query: 'owner=me' }),
  },
  'PUT /api/views/{id}': { answers: own, id: 'view', body: () => ({ name: 'B' }) },
  'DELETE /api/views/{id}': { answers: removeOwn, id: 'view' },
  'POST /api/pipelines/{id}/presence': { answers: remove, id: 'pipeline', body: ({ deal }) => ({ holds: deal.id }) },
  'POST /api/pipelines': {
    answers: create,
    body: () => ({ name: 'New', stages: [{ name: 'Open' }] }),
    ignored: ['stages.0.id'],
  },
  'PUT /api/pipelines/{id}': {
    answers: change,
    id: 'pipeline',
    body: ({ pipeline: { stages } }) => ({ name: 'B', stages }),
  },
  'DELETE /api/pipelines/{id}': { answers: remove, id: 'pipeline' },
  'GET /api/search': { answers: view },
  'GET /api/deals': { answers: view },
  'GET /api/deals/pagination': { answers: view },
  'GET /api/deals/count': { answers: view },
  'GET /api/deals/tags': { answers: view },
  'GET /api/deals/values': { answers: view },
  'GET /api/deals/{id}': { answers: view, id: 'deal' },
  'POST /api/deals': { answers: create, body: ({ open }) => ({ title: 'New', stageId: open }) },
  'PUT /api/deals/{id}': { answers: change, id: 'deal', body: () => ({ title: 'B' }) },
  'DELETE /api/deals/{id}': { answers: remove, id: 'deal' },
  'POST /api/deals/bulk': {
    answers: change,
    body: ({ deal, second }) => ({ deals: [{ id: deal.id, version: deal.version }], stageId: second, ownerId: null }),
  },
  'POST /api/deals/bulk/{id}/undo': { answers: change, id: 'batch' },
  'POST /api/deals/{id}/undo': { answers: change, id: 'deal', body: () => ({ version: 1 }) },
  'POST /api/deals/bulk/{id}/redo': { answers: change, id: 'undoneBatch' },
  'POST /api/deals/{id}/redo': { answers: change, id: 'undoneDeal', body: () => ({ version: 1 }) },
  'GET /api/lost-reasons': { answers: view },
  'PUT /api/lost-reasons': { answers: change, body: () => ({ items: ['Price'] }) },
  'GET /api/organization-contact': { answers: view },
  'GET /api/organization-contact/pagination': { answers: view },
  'GET /api/organization-contact/count': { answers: view },
  'GET /api/organization-contact/{id}': { answers: view, id: 'contact' },
  'POST /api/organization-contact': { answers: create, body: () => ({ name: 'New' }) },
  'PUT /api/organization-contact/{id}': { answers: change, id: 'contact', body: () => ({ name: 'B' }) },
  'DELETE /api/organization-contact/{id}': { answers: remove, id: 'contact' },
  'GET /api/roles': { answers: admin },
  'PUT /api/roles/{id}': { answers: admin, id: 'role', body: () => ({ permissions: ['VIEW_SALES_PIPELINES'] }) },
  'GET /api/changes/stream': { answers: view, endless: true },
  'GET /api/user/me': { answers: member },
  'POST /api/auth/logout': { answers: [204, 204, 204, 204, 204, 204, 401] },
  'POST /api/auth/login': {
    answers: refused,
    body: () => ({ email: `${crypto.randomUUID()}@test.example`, password: 'x' }),
  },
  'POST /api/auth/refresh-token': { answers: refused, body: () => ({ refresh_token: 'x' }) },
  'GET /api/auth/authenticated': { answers: anyone },
  'GET /api/auth/csrf': { answers: anyone },
  'GET /api/auth/providers': { answers: anyone },
  'GET /api/auth/session': { answers: anyone },
  'POST /api/auth/callback/credentials': { answers: withoutToken, body: () => ({ csrfToken: 'x' }) },
  'POST /api/auth/signout': { answers: withoutToken, body: () => ({ csrfToken: 'x' }) },
  'GET /api/health': { answers: anyone },
  'GET /api/openapi.json': { answers: anyone },
}

/** What a field that holds an id refers to, by its name; `id` is the route's own noun. */
export const nounOfField: Record<string, Noun> = {
  stageId: 'stage',
  pipelineId: 'pipeline',
  clientId: 'contact',
  ownerId: 'user',
  owner: 'user',
  client: 'contact',
  ids: 'deal',
  createdByUserId: 'user',
  updatedByUserId: 'user',
  organizationId: 'organization',
  beforeId: 'deal',
  afterId: 'deal',
  holds: 'deal',
  moveDealsTo: 'stage',
  'stages.0.id': 'stage',
  'deals.0.id': 'deal',
  'stage.id': 'stage',
  'stage.pipelineId': 'pipeline',
  'stage.createdByUserId': 'user',
  'stage.updatedByUserId': 'user',
}

export const pathOf = (name: string, id: string) => name.split(' ')[1]!.replace('{id}', id)
