import type { Actor } from '../auth'
import { chargeWork, giveBackWork } from './charge'
import { createTurnstile } from './turnstile'

const shared = globalThis as typeof globalThis & { penstockTurnstile?: ReturnType<typeof createTurnstile> }
/** With two at once of one tenant it gets no more done, and others wait twice as long. */
shared.penstockTurnstile ??= createTurnstile({ most: 2, mostEach: 1, patienceMs: 5000 })
const { inTurn } = shared.penstockTurnstile

type Work = { units: number; signal: AbortSignal; headers: Record<string, string> }

/**
 * Work that takes long, off the budgets and in turn with that of others. It tells `settle` when it was less than the units
 * it was thought to be. Throws too_many_requests and unavailable.
 */
export async function workInTurn<T>(
  actor: Actor,
  { units, signal, headers }: Work,
  work: (settle: (units: number) => void) => Promise<T>,
): Promise<T> {
  await chargeWork(actor, units, headers)
  let used = 0
  try {
    return await inTurn(actor.tenantId, signal, () => {
      used = units
      return work((settled) => {
        used = settled
      })
    })
  } finally {
    giveBackWork(actor, units - used)
  }
}
