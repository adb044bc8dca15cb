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
/** Runs `work` in a transaction of a tenant, or of '' when it belongs to none. */
type Transaction = <T>(tenantId: string, work: (tx: Tx) => Promise<T>) => Promise<T>
export type Pools = { db: Db; transaction: Transaction }

const TRANSACTIONS_SHARE = 0.3

/** Longest wait for a connection; of a transaction, for its turn and at most two locks together. */
const PATIENCE_MS = 3_000
const SHORTEST_LOCK_MS = 250
const CONNECT_S = 2
/** Longest wait of a statement for a lock; then it is run again as a transaction, which keeps no reads waiting. */
const LOCK_MS_OF_STATEMENTS = 300
const STATEMENT_MS_ALONE = 10_000

/**
 * Opens one pool for statements and one for transactions: postgres.js would queue a BEGIN behind a statement, refuse it
 * as UNSAFE_TRANSACTION, and leave the transaction open for the next user. Within a transaction use its `tx`: a
 * statement of the other pool may wait for that very transaction.
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
      // Seconds. Shorter than PATIENCE_MS, as the driver would lose a connection that nobody waits for any more.
      connect_timeout: CONNECT_S,
      backoff: () => 0.1,
      connection: { ...connection, ...DEADLINES, ...limits },
      onnotice: () => {},
    }),
  )
}

/** Cancels statements that got no connection in PATIENCE_MS: the driver's queue has no deadline. */
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

/** Removes leading holes from `rows`: the driver leaves them after a statement that failed while sending rows. */
export function closeHoles(rows: unknown[]) {
  const first = rows.findIndex((_, i) => i in rows)
  if (first > 0) rows.splice(0, first)
}

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
 * Makes a transaction fail at once, and send nothing more, when it loses its connection or is ended through `running`.
 * The driver would go on using the connection: its ROLLBACK ends the process, waits for a frozen server, or runs in
 * somebody else's transaction after a reconnect.
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
