import type { Actor } from '../auth/actor'
import { env } from '../env'
import { AppError } from '../errors'
import { type BudgetStatus, createBudgets } from '../rate-limits/budgets'
import { leaseShare, WINDOW_SECONDS } from '../rate-limits/leases'

type Kind = 'light' | 'heavy'
type Budget = { name: string; key: string; limit: number }
type Headers = Record<string, string>

const BODY_BYTES = 16 * 1024

const shared = globalThis as typeof globalThis & { penstockBudgets?: ReturnType<typeof createBudgets> }
shared.penstockBudgets ??= createBudgets(leaseShare)
const budgets = shared.penstockBudgets

function budgetsOf({ userId, tenantId }: Actor, kind: Kind): [Budget, Budget] {
  const { own, all } = rateLimits()[kind]
  return [
    { name: kind, key: `${kind}:${tenantId}:${userId}`, limit: own },
    { name: `tenant-${kind}`, key: `${kind}:${tenantId}`, limit: all },
  ]
}

function readRateLimits() {
  const { RATE_LIMIT_LIGHT, RATE_LIMIT_HEAVY, RATE_LIMIT_TENANT } = env()
  const light = { own: RATE_LIMIT_LIGHT, all: RATE_LIMIT_LIGHT * RATE_LIMIT_TENANT }
  const heavy = { own: RATE_LIMIT_HEAVY, all: RATE_LIMIT_HEAVY * RATE_LIMIT_TENANT }
  const policy = Object.entries({ light, heavy })
    .flatMap(([kind, { own, all }]) => [`"${kind}";q=${own}`, `"tenant-${kind}";q=${all}`])
    .map((item) => `${item};w=${WINDOW_SECONDS}`)
    .join(', ')
  return { light, heavy, policy }
}

let cachedLimits: ReturnType<typeof readRateLimits> | undefined

function rateLimits() {
  cachedLimits ??= readRateLimits()
  return cachedLimits
}

/** Charges a request to its budgets and writes the rate-limit headers. Throws too_many_requests. */
export function chargeRequest(actor: Actor, request: Request, headers: Headers): Promise<void> {
  headers['ratelimit-policy'] = rateLimits().policy
  return charge(actor, 'light', 1 + Math.floor(bodyBytes(request) / BODY_BYTES), headers)
}

export const chargeWork = (actor: Actor, units: number, headers: Headers) => charge(actor, 'heavy', units, headers)

export function giveBackWork(actor: Actor, units: number) {
  if (units > 0) for (const { key } of budgetsOf(actor, 'heavy')) budgets.giveBack(key, units)
}

async function charge(actor: Actor, kind: Kind, units: number, headers: Headers) {
  const [own, all] = budgetsOf(actor, kind)
  const ofPerson = await budgets.spend(own.key, units, own.limit)
  if (!ofPerson.isSpent) throw usedUp(own, ofPerson, headers, 'you')
  const ofTenant = await budgets.spend(all.key, units, all.limit)
  if (!ofTenant.isSpent) {
    budgets.giveBack(own.key, units)
    throw usedUp(all, ofTenant, headers, 'all of your company')
  }
  writeLeft(ofTenant.left < ofPerson.left ? all : own, ofTenant.left < ofPerson.left ? ofTenant : ofPerson, headers)
}

function writeLeft({ name }: Budget, { left, seconds }: BudgetStatus, headers: Headers) {
  const item = `"${name}";r=${left};t=${seconds}`
  headers.ratelimit = headers.ratelimit ? `${headers.ratelimit}, ${item}` : item
}

function usedUp(budget: Budget, status: BudgetStatus, headers: Headers, whose: string) {
  writeLeft(budget, status, headers)
  const { name, limit } = budget
  const what = name.endsWith('heavy') ? 'units of heavy work' : 'requests'
  const instead = name.endsWith('heavy') ? 'ask for fewer rows at once and less often' : 'ask less often'
  return new AppError(
    'too_many_requests',
    `The budget “${name}” is used up: ${limit} ${what} a minute for ${whose}. Go on in ${status.seconds} s, and ${instead}.`,
    { headers: { 'retry-after': String(status.seconds) } },
  )
}

/** Size of a body by its Content-Length; 0 without one, as when it comes in chunks. */
const bodyBytes = ({ headers }: Request) => Number(headers.get('content-length') ?? 0)
