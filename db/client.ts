import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { connectionOptions } from './connection.mjs'
import { fromDatabase, sqlState } from './errors'

export type Db = PostgresJsDatabase
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
type Scope = { tenantId: string }

const MAX_TRIES = 6
/** Hot paths write in single statements; transactions are for what people do now and then. */
const TRANSACTIONS_SHARE = 0.3
/** Serialization failure and deadlock: the whole transaction may be run again. */
const RETRYABLE = new Set(['40001', '40P01'])

const held = globalThis as typeof globalThis & { penstockDb?: Db }

/** The pool, for tables that belong to no tenant. Tenant data goes through forTenant and withTenant. */
export function globalDb(): Db {
  held.penstockDb ??= connect()
  return held.penstockDb
}

/**
 * Statements and transactions have connections of their own: postgres.js would let a BEGIN ride behind a statement, refuse
 * it as UNSAFE_TRANSACTION, and leave the transaction open for whoever comes next. Whoever asks for statements within a
 * transaction of somebody else may wait for themselves; use its `tx`.
 */
function connect(): Db {
  const { DATABASE_POOL } = env()
  const forTransactions = Math.max(1, Math.floor(DATABASE_POOL * TRANSACTIONS_SHARE))
  const transactions = drizzle(pool(forTransactions))
  const db = drizzle(pool(Math.max(1, DATABASE_POOL - forTransactions)))
  return Object.assign(db, { transaction: transactions.transaction.bind(transactions) })
}

const pool = (max: number) =>
  postgres({
    ...connectionOptions(env().DATABASE_URL),
    max,
    prepare: env().DATABASE_PREPARE,
    // Missing from the types. With more pipelining an internal queue grows without bound under load: throughput falls to
    // a quarter in 90 s.
    ...({ max_pipeline: 1 } as object),
    connect_timeout: 5,
    onnotice: () => {},
  })

/** For reads of one statement. The scope is asked for so that no caller gets tenant data without being somebody. */
export function forTenant(_scope: Scope): Db {
  return globalDb()
}

/**
 * One transaction, run again after a deadlock. What `afterCommit` was given runs once it is durable. An id that the
 * database does not know in this tenant is bad_request and named.
 */
export async function withTenant<T>(_scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return retried(async () => {
    const hooks: (() => void)[] = []
    const result = await globalDb().transaction(async (tx) => {
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
 * read still stands. When it says by undefined that somebody was faster, it is made once more, and then in a transaction,
 * behind `lock`.
 */
export async function compareAndSet<T>(scope: Scope, { lock, attempt }: Attempt<T>): Promise<T> {
  const optimistic = () => retried(() => attempt(globalDb()))
  const done = (await optimistic()) ?? (await optimistic())
  if (done) return done
  return withTenant(scope, async (tx) => {
    await lock(tx)
    // The first may have had to make room for itself.
    const done = (await attempt(tx, tx)) ?? (await attempt(tx, tx))
    if (!done) throw new AppError('conflict', 'Others are changing this at the same moment. Try again.')
    return done
  })
}

async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries === MAX_TRIES || !RETRYABLE.has(sqlState(error) ?? '')) throw fromDatabase(error) ?? error
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
