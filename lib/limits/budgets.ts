import type { Lease } from './leases'

type Held = { left: number; rest: number; endsAt: number }

/** How a budget stands after something was spent, or could not be. */
export type Standing = { isSpent: boolean; left: number; seconds: number }

/** So many leases a window use up a whole budget. */
const SHARES = 20

/**
 * Budgets that several processes share: each keeps what it has leased, and asks for more when that is used up or the
 * window is over. So what all spend never passes a limit, and a spent budget costs no more questions.
 */
export function createBudgets(
  lease: (key: string, share: number, limit: number) => Promise<Lease>,
  now = () => performance.now(),
) {
  const held = new Map<string, Held>()
  const asking = new Map<string, Promise<void>>()

  function running(key: string) {
    const found = held.get(key)
    if (!found || found.endsAt > now()) return found
    held.delete(key)
  }

  async function fill(key: string, units: number, limit: number) {
    const share = Math.max(units, Math.ceil(limit / SHARES))
    const { granted, rest, endsInMs } = await lease(key, share, limit)
    dropEnded()
    const left = running(key)?.left ?? 0
    held.set(key, { left: left + granted, rest, endsAt: now() + endsInMs })
  }

  function dropEnded() {
    for (const [key, { endsAt }] of held) if (endsAt <= now()) held.delete(key)
  }

  /** One question at a time for all who wait for the same budget. */
  function ask(key: string, units: number, limit: number) {
    const under = asking.get(key)
    if (under) return under
    const filling = fill(key, units, limit).finally(() => asking.delete(key))
    asking.set(key, filling)
    return filling
  }

  const standing = ({ left, rest, endsAt }: Held, isSpent: boolean): Standing => ({
    isSpent,
    left: left + rest,
    seconds: Math.max(1, Math.ceil((endsAt - now()) / 1000)),
  })

  /** At once while this process has a lease; else a promise. */
  function spend(key: string, units: number, limit: number): Standing | Promise<Standing> {
    const found = running(key)
    if (found && found.left >= units) {
      found.left -= units
      return standing(found, true)
    }
    if (found && !found.rest) return standing(found, false)
    return ask(key, units, limit).then(() => spend(key, units, limit))
  }

  /** What was spent for nothing in this window. */
  function giveBack(key: string, units: number) {
    const found = running(key)
    if (found) found.left += units
  }

  return { spend, giveBack }
}
