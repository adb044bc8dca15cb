import { sql } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { env } from '@/lib/env'
import { connectionOptions, DEADLINES } from './connection.mjs'
import { connectionLost, isAway, isUnanswered } from './errors'
import { createTurns } from './turns'
import { noteFailure, whenAway } from './watch'

export type Db = PostgresJsDatabase
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
/** Of a tenant, or of '' for what belongs to none. */
type Transaction = <T>(tenantId: string, work: (tx: Tx) => Promise<T>) => Promise<T>
export type Pools = { db: Db; transaction: Transaction }

/** Hot paths write in single statements; transactions are for what people do now and then. */
const TRANSACTIONS_SHARE = 0.3

/** For a connection; of a transaction for its turn and its locks together, which are two in a row at most. */
const PATIENCE_MS = 3_000
const SHORTEST_LOCK_MS = 250
const CONNECT_S = 2
/** What waits for longer goes on as a transaction, where it keeps nobody's reads waiting. */
const LOCK_MS_OF_STATEMENTS = 300
const STATEMENT_MS_ALONE = 10_000

/**
 * Statements and transactions have connections of their own: postgres.js would let a BEGIN ride behind a statement, refuse
 * it as UNSAFE_TRANSACTION, and leave the transaction open for whoever comes next. Whoever asks for statements within a
 * transaction of somebody else may wait for themselves; use its `tx`.
 */
export function connect(onLoss: () => void): Pools {
  const { DATABASE_POOL } = env()
  const forTransactions = Math.max(1, Math.floor(DATABASE_POOL * TRANSACTIONS_SHARE))
  const statements = pool(Math.max(1, DATABASE_POOL - forTransactions), {
    lock_timeout: LOCK_MS_OF_STATEMENTS,
    statement_timeout: STATEMENT_MS_ALONE,
  })
  const transactions = pool(forTransactions)
  const running = new Set<(error: Error) => void>()
  whenAway(() => {
    onLoss()
    for (const client of [statements, transactions]) void client.end({ timeout: 0 })
    for (const fail of running) fail(connectionLost())
  })
  const transaction = transactionsOver(drizzle(losable(transactions, running)), forTransactions)
  const db = Object.assign(drizzle(statements), {
    transaction: (work: (tx: Tx) => Promise<unknown>) => transaction('', work),
  })
  return { db: db as Db, transaction }
}

function pool(max: number, limits: Partial<typeof DEADLINES> = {}) {
  const { connection, ...place } = connectionOptions(env().DATABASE_URL)
  return impatient(
    postgres({
      ...place,
      max,
      prepare: env().DATABASE_PREPARE,
      // Missing from the types. With more pipelining an internal queue grows without bound under load: throughput falls to
      // a quarter in 90 s.
      ...({ max_pipeline: 1 } as object),
      // Seconds. Whoever waits for a new connection must not leave it before it is there: the driver would lose it.
      connect_timeout: CONNECT_S,
      // The watch sees to it that nobody tries in vain again and again.
      backoff: () => 0.1,
      connection: { ...connection, ...DEADLINES, ...limits },
      onnotice: () => {},
    }),
  )
}

/** The driver's queue knows no deadline: a statement that found no connection in time leaves it, and never runs. */
function impatient(client: postgres.Sql): postgres.Sql {
  const unsafe = client.unsafe.bind(client)
  return Object.assign(client, {
    unsafe(...args: Parameters<typeof unsafe>) {
      const query = unsafe(...args)
      // Missing from the types: `state` is the connection it runs on.
      const late = setTimeout(() => 'state' in query && !query.state && query.cancel(), PATIENCE_MS)
      query.then(
        (rows) => {
          clearTimeout(late)
          closeHoles(rows)
        },
        (error) => {
          clearTimeout(late)
          if (isUnanswered(error)) noteFailure()
        },
      )
      return query
    },
  })
}

/** After a statement that failed among its rows, the driver puts those of the next one behind as many holes. */
export function closeHoles(rows: unknown[]) {
  const first = rows.findIndex((_, i) => i in rows)
  if (first > 0) rows.splice(0, first)
}

/** A transaction waits for its turn, not in the driver's queue. */
function transactionsOver(db: Db, atOnce: number): Transaction {
  const inTurn = createTurns({
    most: atOnce,
    mostEach: Math.ceil(atOnce / 2),
    patienceMs: PATIENCE_MS - 2 * SHORTEST_LOCK_MS,
  })
  return (tenantId, work) =>
    inTurn(tenantId, (waitedMs) =>
      db.transaction(async (tx) => {
        const lockMs = Math.max(SHORTEST_LOCK_MS, Math.floor((PATIENCE_MS - waitedMs) / 2))
        if (waitedMs > SHORTEST_LOCK_MS) await tx.execute(sql.raw(`set local lock_timeout = ${lockMs}`))
        return work(tx)
      }),
    )
}

/**
 * The driver goes on using the connection of a transaction when it is lost: it sends the ROLLBACK to nobody, which ends the
 * process, waits for a frozen server to take it, or, reconnected, sends what follows on behalf of somebody else. So a
 * transaction that lost its connection, or shall by `running`, sends nothing more and fails at once.
 */
function losable(client: postgres.Sql, running: Set<(error: Error) => void>): postgres.Sql {
  const begin = client.begin.bind(client)
  return Object.assign(client, {
    begin: (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
      new Promise((resolve, reject) => {
        let isLost = false
        const lose = (error: Error) => {
          isLost = true
          reject(error)
        }
        running.add(lose)
        begin(async (tx) => {
          const { unsafe } = tx
          tx.unsafe = (...args: Parameters<typeof unsafe>) => {
            if (isLost) throw connectionLost()
            return unsafe(...args)
          }
          const result = await work(tx).catch((error) => {
            if (!isAway(error)) throw error
            lose(error)
          })
          return isLost ? new Promise(() => {}) : result
        })
          .then(resolve, lose)
          .finally(() => running.delete(lose))
      }),
  })
}
