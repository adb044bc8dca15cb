import { createTurns, isTurnedAway } from '@/db/turns'
import type { Actor } from '../auth/actor'
import { AppError } from '../errors'
import { chargeWork, giveBackWork } from './charge'

type Turns = Record<'reading' | 'writing', ReturnType<typeof createTurns>>
const shared = globalThis as typeof globalThis & { penstockTurns?: Turns }
const LONGEST_REST_MS = 1000

/**
 * With two at once of one tenant it gets no more done, and others wait twice as long. Most of the time is theirs alone, as
 * processes that compete for a processor wait for one another in the meantime.
 */
const line = () =>
  createTurns({ most: 2, mostEach: 1, patienceMs: 5000, restMs: (tookMs) => Math.min(3 * tookMs, LONGEST_REST_MS) })
/** A list does not wait for a bulk change, which takes a hundred times as long. */
shared.penstockTurns ??= { reading: line(), writing: line() }
const turns = shared.penstockTurns

type Work = { units: number; isWrite: boolean; signal: AbortSignal; headers: Record<string, string> }

/**
 * Work that takes long, off the budgets and in turn with that of others. It tells `settle` when it was less than the units
 * it was thought to be. Throws too_many_requests and unavailable.
 */
export async function workInTurn<T>(
  actor: Actor,
  { units, isWrite, signal, headers }: Work,
  work: (settle: (units: number) => void) => Promise<T>,
): Promise<T> {
  await chargeWork(actor, units, headers)
  let used = 0
  try {
    return await turns[isWrite ? 'writing' : 'reading'](actor.tenantId, async () => {
      if (signal.aborted) throw crowded()
      used = units
      return work((settled) => {
        used = settled
      })
    })
  } catch (error) {
    throw isTurnedAway(error) ? crowded() : error
  } finally {
    giveBackWork(actor, units - used)
  }
}

const crowded = () =>
  new AppError(
    'unavailable',
    'Much is being asked for at the moment, and this did not get its turn. Nothing was done; try again, or ask for less at once.',
    { headers: { 'retry-after': '2' } },
  )
