import { AppError, badField } from '@/lib/errors'
import { isTurnedAway } from './turns'

/** Nobody answers: of the operating system, of the driver, of a server that is starting or stopping. */
const AWAY = /^(E(?!RR_)[A-Z_]+|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|08...|57P0.)$/
/** The server answers that it has no room. */
const FULL = /^53...$/
/** A transaction that said nothing for too long. */
const IDLE = /^25P0[34]$/
/** A table is not there: the database is being restored. */
const RESTORING = '42P01'
/** For a statement, or to wait for a connection. */
const TOO_LONG = '57014'
/** The statement was on its way, and its answer is lost. */
const UNSURE = /^(ECONNRESET|ETIMEDOUT|CONNECTION_(CLOSED|DESTROYED)|08...|57P0.)$/
const LOCKED = '55P03'

type DatabaseError = Error & { code: string; table_name?: string; constraint_name?: string }

const NO_ANSWER = 'The database does not answer right now. Try again in a moment.'

export const unavailable = (message = NO_ANSWER) =>
  new AppError('unavailable', message, { headers: { 'retry-after': '2' } })

/** What a caller may know of a fault of the database; undefined when it is our own. Never its words. */
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

/** The same for a write, of which nobody knows whether it was made when its answer is lost. */
export function fromWrite(error: unknown) {
  if (!UNSURE.test(sqlState(error) ?? '')) return fromDatabase(error)
  return unavailable(
    'The database stopped answering in the middle of this. It may have been done or not: load it again before you repeat it.',
  )
}

export const isAway = (error: unknown) => AWAY.test(sqlState(error) ?? '')

/** Whether the server, full of connections, says that there is one. */
export const isFull = (error: unknown) => FULL.test(sqlState(error) ?? '')

/** Whether no answer came; what lost against others, 40001 and 40P01, was tried again for long enough. */
export const isUnanswered = (error: unknown) => {
  const code = sqlState(error) ?? ''
  return AWAY.test(code) || FULL.test(code) || IDLE.test(code) || [TOO_LONG, RESTORING, '40001', '40P01'].includes(code)
}

// Without AppError: what is shared by all parts of a build must not throw a class that each of them has a copy of.

/** As the driver says it of a statement whose connection was given up. */
export const connectionLost = () => Object.assign(new Error('The database is away.'), { code: 'CONNECTION_DESTROYED' })

export const isLocked = (error: unknown) => sqlState(error) === LOCKED

/** The five-character SQLSTATE, however deep Drizzle wrapped it. */
export const sqlState = (error: unknown) => databaseError(error)?.code

function databaseError(error: unknown): DatabaseError | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string') return cause as DatabaseError
}

/** Foreign keys are named after their table and column: deals_client_id speaks of clientId. */
const fieldOf = ({ table_name = '', constraint_name = '' }: DatabaseError) =>
  constraint_name.slice(table_name.length + 1).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** For the server's own log: the database's words without the values, which Drizzle would print. */
export const forLog = (error: unknown) => {
  const cause = databaseError(error)
  return cause ? `${cause.name} ${cause.code}: ${cause.message}` : error instanceof Error ? error.stack : String(error)
}
