import type { Actor } from '../auth/actor'
import { env } from '../env'
import { AppError } from '../errors'
import { createBudgets, type Standing } from '../limits/budgets'
import { leaseShare, WINDOW_SECONDS } from '../limits/leases'

type Kind = 'light' | 'heavy'
type Budget = { name: string; key: string; limit: number }
type Headers = Record<string, string>

/** Larger bodies count as several requests, one for each. */
const BODY_BYTES = 16 * 1024

const shared = globalThis as typeof globalThis & { penstockBudgets?: ReturnType<typeof createBudgets> }
shared.penstockBudgets ??= createBudgets(leaseShare)
const budgets = shared.penstockBudgets

/** A person's, with however many tokens, and that of all people of a tenant together. */
function budgetsOf({ userId, tenantId }: Actor, kind: Kind): [Budget, Budget] {
  const { own, all } = limits()[kind]
  return [
    { name: kind, key: `${kind}:${tenantId}:${userId}`, limit: own },
    { name: `tenant-${kind}`, key: `${kind}:${tenantId}`, limit: all },
  ]
}

function readLimits() {
  const { RATE_LIMIT_LIGHT, RATE_LIMIT_HEAVY, RATE_LIMIT_TENANT } = env()
  const light = { own: RATE_LIMIT_LIGHT, all: RATE_LIMIT_LIGHT * RATE_LIMIT_TENANT }
  const heavy = { own: RATE_LIMIT_HEAVY, all: RATE_LIMIT_HEAVY * RATE_LIMIT_TENANT }
  const policy = Object.entries({ light, heavy })
    .flatMap(([kind, { own, all }]) => [`"${kind}";q=${own}`, `"tenant-${kind}";q=${all}`])
    .map((item) => `${item};w=${WINDOW_SECONDS}`)
    .join(', ')
  return { light, heavy, policy }
}

let read: ReturnType<typeof readLimits> | undefined

function limits() {
  read ??= readLimits()
  return read
}

/** Takes a request off its budgets and says so in the headers of its answer. Throws too_many_requests. */
export function chargeRequest(actor: Actor, request: Request, headers: Headers): Promise<void> {
  headers['ratelimit-policy'] = limits().policy
  return charge(actor, 'light', 1 + Math.floor(bodyBytes(request) / BODY_BYTES), headers)
}

/** Takes heavy work off its budgets. Throws too_many_requests. */
export const chargeWork = (actor: Actor, units: number, headers: Headers) => charge(actor, 'heavy', units, headers)

/** Work that was charged for and not done. */
export function giveBackWork(actor: Actor, units: number) {
  if (units > 0) for (const { key } of budgetsOf(actor, 'heavy')) budgets.giveBack(key, units)
}

async function charge(actor: Actor, kind: Kind, units: number, headers: Headers) {
  const [own, all] = budgetsOf(actor, kind)
  const ofPerson = await budgets.spend(own.key, units, own.limit)
  if (!ofPerson.isSpent) throw used(own, ofPerson, headers, 'you')
  const ofTenant = await budgets.spend(all.key, units, all.limit)
  if (!ofTenant.isSpent) {
    budgets.giveBack(own.key, units)
    throw used(all, ofTenant, headers, 'all of your company')
  }
  state(ofTenant.left < ofPerson.left ? all : own, ofTenant.left < ofPerson.left ? ofTenant : ofPerson, headers)
}

/** The budget of which less is left. */
function state({ name }: Budget, { left, seconds }: Standing, headers: Headers) {
  const item = `"${name}";r=${left};t=${seconds}`
  headers.ratelimit = headers.ratelimit ? `${headers.ratelimit}, ${item}` : item
}

function used(budget: Budget, standing: Standing, headers: Headers, whose: string) {
  state(budget, standing, headers)
  const { name, limit } = budget
  const what = name.endsWith('heavy') ? 'units of heavy work' : 'requests'
  const instead = name.endsWith('heavy') ? 'ask for fewer rows at once and less often' : 'ask less often'
  return new AppError(
    'too_many_requests',
    `The budget “${name}” is used up: ${limit} ${what} a minute for ${whose}. Go on in ${standing.seconds} s, and ${instead}.`,
    { headers: { 'retry-after': String(standing.seconds) } },
  )
}

/** As the head says; one that is sent in chunks says nothing, and counts as a small one. */
const bodyBytes = ({ headers }: Request) => Number(headers.get('content-length') ?? 0)
