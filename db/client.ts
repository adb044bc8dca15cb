import { AppError } from '@/lib/errors'
import { fromWrite, isLocked, sqlState } from './errors'
import { connect, type Db, type Pools, type Tx } from './pools'
import { requireDatabase } from './watch'

export type { Db, Tx } from './pools'

type Scope = { tenantId: string }

const MAX_TRIES = 6
const LONGEST_TRYING_MS = 3_000
/** Serialization failure and deadlock: the whole transaction may be run again. */
const RETRYABLE = new Set(['40001', '40P01'])

const shared = globalThis as typeof globalThis & { penstockPools?: Pools | undefined }

/**
 * The pool, for tables that belong to no tenant. Tenant data goes through forTenant and withTenant. Not to be kept: it is
 * another one after the database was away. Throws unavailable while it is.
 */
export const globalDb = (): Db => pools().db

function pools() {
  requireDatabase()
  shared.penstockPools ??= connect(() => {
    shared.penstockPools = undefined
  })
  return shared.penstockPools
}

/** For reads of one statement. The scope is asked for so that no caller gets tenant data without being somebody. */
export function forTenant(_scope: Scope): Db {
  return globalDb()
}

/**
 * One transaction, run again after a deadlock. What `afterCommit` was given runs once it is durable. An id that the
 * database does not know in this tenant is bad_request and named. Throws unavailable when the tenant has too many running,
 * or another one holds what it needs, for 3 s.
 */
export async function withTenant<T>({ tenantId }: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return retried(async () => {
    const hooks: (() => void)[] = []
    const result = await pools().transaction(tenantId, async (tx) => {
      commitHooks.set(tx, hooks)
      return work(tx)
    })
    for (const hook of hooks) hook()
    return result
  })
}

type Attempt<T> = { lock: (tx: Tx) => Promise<unknown>; attempt: (db: Db, tx?: Tx) => Promise<T | undefined> }

/**
 * A write in two round trips: `attempt` reads, decides, and writes in one statement that takes effect only while what it
 * read still stands, and is not locked. When it says by undefined that somebody was faster, it is made once more, and then
 * in a transaction, behind `lock`.
 */
export async function compareAndSet<T>(scope: Scope, { lock, attempt }: Attempt<T>): Promise<T> {
  const alone = async () => (await attempt(globalDb())) ?? (await attempt(globalDb()))
  const done = await retried(() => alone().catch(passLocked))
  if (done) return done
  return withTenant(scope, async (tx) => {
    await lock(tx)
    // The first may have had to make room for itself.
    const done = (await attempt(tx, tx)) ?? (await attempt(tx, tx))
    if (!done) throw new AppError('conflict', 'Others are changing this at the same moment. Try again.')
    return done
  })
}

/** What is locked may be waited for behind the lock. */
function passLocked(error: unknown): undefined {
  if (!isLocked(error)) throw error
}

async function retried<T>(work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const isOver = tries === MAX_TRIES || performance.now() - begun > LONGEST_TRYING_MS
      if (isOver || !RETRYABLE.has(sqlState(error) ?? '')) throw fromWrite(error) ?? error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** tries))
    }
  }
}

const commitHooks = new WeakMap<object, (() => void)[]>()

/** At once where the statement was a transaction of its own. */
export function afterCommit(db: Db | Tx, hook: () => void) {
  const hooks = commitHooks.get(db)
  if (hooks) hooks.push(hook)
  else hook()
}
