import { AppError, badField } from '@/lib/errors'
import { isTurnedAway } from './turns'

/** Codes of the operating system, the driver and a starting or stopping server for a database that is away. */
const AWAY = /^(E(?!RR_)[A-Z_]+|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|08...|57P0.)$/
/** Codes of a server without free connections or memory. */
const FULL = /^53...$/
/** Codes of a transaction that was idle for too long. */
const IDLE = /^25P0[34]$/
/** Code of a missing table, as while the database is being restored. */
const RESTORING = '42P01'
/** Code of a statement that was canceled: it took too long, or waited too long for a connection. */
const TOO_LONG = '57014'
/** Codes of a connection that was lost while a statement ran, which may have been done or not. */
const UNSURE = /^(ECONNRESET|ETIMEDOUT|CONNECTION_(CLOSED|DESTROYED)|08...|57P0.)$/
const LOCKED = '55P03'
const DUPLICATE = '23505'

type DatabaseError = Error & { code: string; table_name?: string; constraint_name?: string }

const NO_ANSWER = 'The database does not answer right now. Try again in a moment.'

export const unavailable = (message = NO_ANSWER) =>
  new AppError('unavailable', message, { headers: { 'retry-after': '2' } })

/** What a caller is told of a database error, without the database's words; undefined for other errors. */
export function fromDatabase(error: unknown): AppError | undefined {
  const cause = databaseError(error)
  if (!cause) return
  if (cause.code === TOO_LONG)
    return unavailable('The database took too long for this. Try again in a moment, or ask for less at once.')
  if (isUnanswered(cause)) return unavailable()
  if (isTurnedAway(cause)) return unavailable('Too many changes are being made at this moment. Try again in a moment.')
  if (cause.code === LOCKED) return unavailable('Somebody else is changing this right now. Try again in a moment.')
  if (cause.code === '23503') return badField(fieldOf(cause), 'is not known here')
  if (cause.code.startsWith('22'))
    return new AppError('bad_request', 'A value has a form or size that cannot be stored.')
}

/** Like `fromDatabase`, for a write: when its answer is lost, nobody knows whether it was made. */
export function fromWrite(error: unknown) {
  if (!UNSURE.test(sqlState(error) ?? '')) return fromDatabase(error)
  return unavailable(
    'The database stopped answering in the middle of this. It may have been done or not: load it again before you repeat it.',
  )
}

export const isAway = (error: unknown) => AWAY.test(sqlState(error) ?? '')

export const isFull = (error: unknown) => FULL.test(sqlState(error) ?? '')

/** Whether a statement got no answer, or failed with 40001 or 40P01 even when it was retried. */
export const isUnanswered = (error: unknown) => {
  const code = sqlState(error) ?? ''
  return AWAY.test(code) || FULL.test(code) || IDLE.test(code) || [TOO_LONG, RESTORING, '40001', '40P01'].includes(code)
}

// Plain errors with a code: this module is shared by parts of a build that each have their own copy of AppError.

export const connectionLost = () => Object.assign(new Error('The database is away.'), { code: 'CONNECTION_DESTROYED' })

export const isLocked = (error: unknown) => sqlState(error) === LOCKED

export const isDuplicate = (error: unknown) => sqlState(error) === DUPLICATE

export const sqlState = (error: unknown) => databaseError(error)?.code

function databaseError(error: unknown): DatabaseError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return cause as DatabaseError
}

/** Name of the field of a foreign key: deals_client_id gives clientId. */
const fieldOf = ({ table_name = '', constraint_name = '' }: DatabaseError) =>
  constraint_name.slice(table_name.length + 1).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** Text of an error for the server's log, without the values that Drizzle would print. */
export const forLog = (error: unknown) => {
  const cause = databaseError(error)
  return cause ? `${cause.name} ${cause.code}: ${cause.message}` : error instanceof Error ? error.stack : String(error)
}
