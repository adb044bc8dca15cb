import type { Lease } from './leases'

type LeasedBudget = { left: number; rest: number; endsAt: number }

/** What is left of a budget in this window, the seconds until the next one, and whether the units could be spent. */
export type BudgetStatus = { isSpent: boolean; left: number; seconds: number }

const SHARES = 20

/**
 * Budgets that several processes share: each leases a share and asks for more when that is used up or the window is
 * over. Together they never pass a limit, and a spent budget causes no more queries.
 */
export function createBudgets(
  lease: (key: string, share: number, limit: number) => Promise<Lease>,
  now = () => performance.now(),
) {
  const leased = new Map<string, LeasedBudget>()
  const leasing = new Map<string, Promise<void>>()

  function current(key: string) {
    const budget = leased.get(key)
    if (!budget || budget.endsAt > now()) return budget
    leased.delete(key)
  }

  async function fill(key: string, units: number, limit: number) {
    const share = Math.max(units, Math.ceil(limit / SHARES))
    const { granted, rest, endsInMs } = await lease(key, share, limit)
    dropEnded()
    const left = current(key)?.left ?? 0
    leased.set(key, { left: left + granted, rest, endsAt: now() + endsInMs })
  }

  function dropEnded() {
    for (const [key, { endsAt }] of leased) if (endsAt <= now()) leased.delete(key)
  }

  function leaseMore(key: string, units: number, limit: number) {
    const pending = leasing.get(key)
    if (pending) return pending
    const filling = fill(key, units, limit).finally(() => leasing.delete(key))
    leasing.set(key, filling)
    return filling
  }

  const statusOf = ({ left, rest, endsAt }: LeasedBudget, isSpent: boolean): BudgetStatus => ({
    isSpent,
    left: left + rest,
    seconds: Math.max(1, Math.ceil((endsAt - now()) / 1000)),
  })

  function spend(key: string, units: number, limit: number): BudgetStatus | Promise<BudgetStatus> {
    const budget = current(key)
    if (budget && budget.left >= units) {
      budget.left -= units
      return statusOf(budget, true)
    }
    if (budget && !budget.rest) return statusOf(budget, false)
    return leaseMore(key, units, limit).then(() => spend(key, units, limit))
  }

  function giveBack(key: string, units: number) {
    const budget = current(key)
    if (budget) budget.left += units
  }

  return { spend, giveBack }
}
