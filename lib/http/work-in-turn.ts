import { createTurns, isTurnedAway } from '@/db/turns'
import type { Actor } from '../auth/actor'
import { AppError } from '../errors'
import { chargeWork, giveBackWork } from './charge'

type Turns = Record<'reading' | 'writing', ReturnType<typeof createTurns>>
const shared = globalThis as typeof globalThis & { penstockTurns?: Turns }
const LONGEST_REST_MS = 1000

/**
 * Runs two pieces of work at once, at most one of a tenant: two of one tenant would get no more done. Then the tenant
 * rests for three times as long as the work took, at most a second, as processes compete for a processor.
 */
const line = () =>
  createTurns({ most: 2, mostEach: 1, patienceMs: 5000, restMs: (tookMs) => Math.min(3 * tookMs, LONGEST_REST_MS) })
/** Reads do not wait for bulk changes, which take a hundred times as long. */
shared.penstockTurns ??= { reading: line(), writing: line() }
const turns = shared.penstockTurns

type Work = { units: number; isWrite: boolean; signal: AbortSignal; headers: Record<string, string> }

/** Charges heavy work and runs it in its turn. Throws too_many_requests and unavailable. */
export async function workInTurn<T>(
  actor: Actor,
  { units, isWrite, signal, headers }: Work,
  work: (report: (units: number) => void) => Promise<T>,
): Promise<T> {
  await chargeWork(actor, units, headers)
  let used = 0
  try {
    return await turns[isWrite ? 'writing' : 'reading'](actor.tenantId, async () => {
      if (signal.aborted) throw noTurn()
      used = units
      return work((unitsUsed) => {
        used = unitsUsed
      })
    })
  } catch (error) {
    throw isTurnedAway(error) ? noTurn() : error
  } finally {
    giveBackWork(actor, units - used)
  }
}

const noTurn = () =>
  new AppError(
    'unavailable',
    'Much is being asked for at the moment, and this did not get its turn. Nothing was done; try again, or ask for less at once.',
    { headers: { 'retry-after': '2' } },
  )
