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

/**
 * Writes to a row that many share and that belongs to no tenant. A statement waits for its lock for 0.3 s; beyond that
 * it is run again in a transaction, which may wait for longer and in whose turn those of the same `key` stand.
 */
export const writeShared = <T>(key: string, write: (db: Db | Tx) => Promise<T>): Promise<T> =>
  write(globalDb()).catch((error) => {
    if (!isLocked(error)) throw error
    return pools().transaction(key, write)
  })

/** Goes along when a scope is copied, as an actor who undoes something is. */
const TRANSACTION = Symbol('transaction')

const transactionOf = (scope: Scope & { [TRANSACTION]?: Tx }) => scope[TRANSACTION]

/** The same scope, but all that is read and written for it is part of `tx`. */
export const inTransaction = <S extends Scope>(scope: S, tx: Tx): S => ({ ...scope, [TRANSACTION]: tx })

/** The pool for statements on a tenant's data. The scope is a parameter so that only an actor gets to it. */
export function forTenant(scope: Scope): Db {
  return transactionOf(scope) ?? globalDb()
}

/**
 * One transaction, run again after a deadlock. What `afterCommit` was given runs once it is durable, and is awaited. An
 * id that the database does not know in this tenant is bad_request and named. Throws unavailable when the tenant has too
 * many running, or another one holds what it needs, for 3 s.
 */
export async function withTenant<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const joined = transactionOf(scope)
  if (joined) return work(joined)
  return retried(async () => {
    const hooks: Hook[] = []
    const result = await pools().transaction(scope.tenantId, async (tx) => {
      commitHooks.set(tx, hooks)
      return work(tx)
    })
    await Promise.all(hooks.map((hook) => hook()))
    return result
  })
}

/**
 * Why an attempt wrote nothing: what it had read is changed or locked (`raced`), it can only be decided behind the lock
 * (`needsLock`), or it made room for itself and has to look at the place again (`again`).
 */
type Unwritten = 'raced' | 'needsLock' | 'again'
type Attempt<T> = { lock: (tx: Tx) => Promise<unknown>; attempt: (db: Db, tx?: Tx) => Promise<T | Unwritten> }

/**
 * A write in two round trips: `attempt` reads, decides, and writes in one statement that takes effect only while what it
 * read still stands and is not locked. One that raced is made once more, and then in a transaction, behind `lock`. Throws
 * conflict when even that comes to nothing.
 */
export async function compareAndSet<T extends object>(scope: Scope, { lock, attempt }: Attempt<T>): Promise<T> {
  const alone = async () => {
    const outcome = await attempt(forTenant(scope))
    return outcome === 'raced' ? attempt(forTenant(scope)) : outcome
  }
  const isJoined = transactionOf(scope) !== undefined
  const outcome = isJoined ? await alone() : await retried(() => alone().catch(needsLockWhenLocked))
  if (isWritten(outcome)) return outcome
  return withTenant(scope, async (tx) => {
    await lock(tx)
    const first = await attempt(tx, tx)
    const outcome = isWritten(first) ? first : await attempt(tx, tx)
    if (!isWritten(outcome)) throw new AppError('conflict', 'Others are changing this at the same moment. Try again.')
    return outcome
  })
}

const isWritten = <T extends object>(outcome: T | Unwritten): outcome is T => typeof outcome === 'object'

function needsLockWhenLocked(error: unknown): Unwritten {
  if (!isLocked(error)) throw error
  return 'needsLock'
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

type Hook = () => unknown

const commitHooks = new WeakMap<object, Hook[]>()

/** Runs `hook` once the transaction of `db` is committed; outside of one, now. */
export function afterCommit(db: Db | Tx, hook: Hook) {
  const hooks = commitHooks.get(db)
  if (hooks) hooks.push(hook)
  else hook()
}
