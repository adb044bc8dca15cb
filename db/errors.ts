import { AppError, badField } from '@/lib/errors'

const AWAY =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|08...|53...|57P0.)$/

type DatabaseError = Error & { code: string; table_name?: string; constraint_name?: string }

/** What a caller may know of a fault of the database; undefined when it is our own. Never its words. */
export function fromDatabase(error: unknown): AppError | undefined {
  const cause = databaseError(error)
  if (!cause) return
  if (AWAY.test(cause.code) || cause.code === '40001' || cause.code === '40P01')
    return new AppError('unavailable', 'The database does not answer right now. Try again in a moment.', {
      headers: { 'retry-after': '2' },
    })
  if (cause.code === '23503') return badField(fieldOf(cause), 'is not known here')
  if (cause.code.startsWith('22'))
    return new AppError('bad_request', 'A value has a form or size that cannot be stored.')
}

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
