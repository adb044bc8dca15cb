import { makeBoard, makeContact, makeDeal } from '../support/made'
import { type Member, newTenant } from '../support/tenant'

type Value = string | number | boolean | undefined | Value[] | { [key: string]: Value }
type Parameters = Record<string, Value>

/** Nested with indexes and everything encoded, `undefined` as a word: how the web client writes an object. */
export const inBrackets = (parameters: Parameters) =>
  Object.entries(parameters)
    .flatMap(([key, value]) => pairs(key, value))
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&')

function pairs(key: string, value: Value): [string, string][] {
  if (typeof value !== 'object') return [[key, String(value)]]
  return Object.entries(value).flatMap(([inner, each]) => pairs(`${key}[${inner}]`, each))
}

/** Flat with empty brackets behind lists, and what is undefined left out: how the agent server writes them. */
export const flat = (parameters: Record<string, Value>) =>
  Object.entries(parameters)
    .flatMap(([key, value]) => (Array.isArray(value) ? value.map((each) => [`${key}[]`, each]) : [[key, value]]))
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    .join('&')

/** All in one parameter: how the older services write them. */
export const asJson = (data: Parameters) => `data=${encodeURIComponent(JSON.stringify(data))}`

/** What each client sends along with its token. */
export const headersOf = {
  web: ({ tenantId, organizationId }: Member['account']) => ({
    'Tenant-Id': tenantId,
    'Organization-Id': organizationId,
    Language: 'en',
    Accept: 'application/json, text/plain, */*',
  }),
  documentation: () => ({}),
  agent: () => ({ 'User-Agent': 'axios/1.7', Accept: 'application/json' }),
  desktop: ({ tenantId }: Member['account']) => ({ 'Tenant-Id': tenantId }),
}

/** A tenant with a pipeline of an admin's and one of a rep's, one deal in each, and contacts of three types. */
export async function furnish() {
  const { ADMIN: admin, EMPLOYEE: rep } = await newTenant('ADMIN', 'EMPLOYEE')
  const board = await makeBoard(admin)
  const other = await makeBoard(rep)
  const renewal = await makeDeal(rep, other.second, {
    title: 'Acme renewal',
    tags: ['Renewal'],
    ownerId: rep.account.userId,
  })
  const vendor = await makeContact(admin, {
    name: 'Paper Mill',
    contactType: 'VENDOR',
    primaryEmail: 'mill@paper.example',
  })
  const { tenantId, organizationId } = admin.account
  return { admin, rep, board, other, renewal, vendor, tenantId, organizationId, scope: { organizationId, tenantId } }
}
export type Furnished = Awaited<ReturnType<typeof furnish>>

/** A request as a client makes it, and what must come back. */
export type Row = [
  what: string,
  request: (own: Furnished) => [path: string, query?: string],
  answer: (own: Furnished) => unknown,
]

export const list = (...items: unknown[]) => ({ items, total: items.length })
