import { Column, getTableColumns, is, Placeholder, type SQL, type SQLWrapper, sql, Table } from 'drizzle-orm'
import { PgDialect, type PgTable } from 'drizzle-orm/pg-core'
import type postgres from 'postgres'
import type { Db, Tx } from './client'
import { closeHoles } from './pools'
import { othersFirst } from './slices'

type Values = Record<string, unknown>

const dialect = new PgDialect()

type Read<Row> = (values: unknown[]) => Row

/** Rows that a long list fetches at once, so that other requests get their turn in between. */
const PORTION = 50

/**
 * A statement that is written once, and parsed and planned once by each connection; it runs with a value for every
 * placeholder. `read` makes a row of a list of values, as Drizzle's mapper costs more than the database does. With
 * `many`, rows are fetched in portions.
 */
export function statement<Row>(build: () => SQLWrapper, read: Read<Row>, prepare = true, many = false) {
  let written: { text: string; parameters: ((values: Values) => unknown)[] } | undefined
  return async (db: Db | Tx, values: Values): Promise<Row[]> => {
    written ??= write(build())
    const { text, parameters } = written
    const filled = parameters.map((fill) => fill(values)) as never[]
    const query = clientOf(db).unsafe(text, filled, { prepare })
    return many ? readPortions(query, read) : (await query.values()).map(read)
  }
}

type Query = ReturnType<postgres.Sql['unsafe']>

async function readPortions<Row>(query: Query, read: Read<Row>): Promise<Row[]> {
  const rows: Row[] = []
  query.values()
  await query.cursor(PORTION, async (portion) => {
    closeHoles(portion)
    for (const values of portion as unknown as unknown[][]) rows.push(read(values))
    await othersFirst()
  })
  return rows
}

function write(source: SQLWrapper) {
  const { sql: text, params } = dialect.sqlToQuery(source.getSQL())
  return { text, parameters: params.map(filler) }
}

function filler(parameter: unknown) {
  if (!is(parameter, Placeholder)) return () => parameter
  const { name } = parameter
  return (values: Values) => {
    if (values[name] === undefined) throw new Error(`No value for "${name}" of a statement.`)
    return values[name]
  }
}

const clientOf = (db: Db | Tx) => (db as unknown as { _: { session: { client: postgres.Sql } } })._.session.client

/** Caches statements by shape; connections never forget prepared ones, so those beyond `most` are not prepared. */
export function byShape<Made>(most = 200) {
  const known = new Map<string, Made>()
  return (shape: string, make: (prepare: boolean) => Made): Made => {
    const cached = known.get(shape)
    if (cached) return cached
    if (known.size >= most) return make(false)
    const made = make(true)
    known.set(shape, made)
    return made
  }
}

type Field = Column | SQL
type Group = PgTable | Record<string, Field>
type RowOf<G> = G extends PgTable ? G['$inferSelect'] : { [K in keyof G]: ValueOf<G[K]> }
type ValueOf<F> = F extends Column
  ? F['_']['data'] | (F['_']['notNull'] extends true ? never : null)
  : F extends SQL<infer Value>
    ? Value
    : never

/** Columns of several tables and a reader of their values; a group whose first column is null is null. */
export function selection<G extends Record<string, Group>>(groups: G) {
  let width = 0
  const readers = Object.entries(groups).map(([name, group]) => {
    const columns = is(group, Table) ? getTableColumns(group) : (group as Record<string, Field>)
    const read = objectReader(columns, width)
    width += Object.keys(columns).length
    return { name, columns, read }
  })
  return {
    columns: columnList(readers.map(({ columns }) => columns)),
    read(values: unknown[]) {
      const row: Values = {}
      for (const { name, read } of readers) row[name] = read(values)
      return row as { [K in keyof G]: RowOf<G[K]> }
    },
  }
}

/** SQL of the columns of groups, one after the other. */
export const columnList = (groups: Record<string, Field>[]) =>
  sql.join(
    groups.flatMap((columns) => Object.values(columns).map((column) => sql`${column}`)),
    sql`, `,
  )

/**
 * Reader of columns whose values stand at `from` and behind it in those of a row; null where the first is. `keys` are
 * those of the object where it will have others too, as copying a complete object is faster than adding to one.
 */
export function objectReader(columns: Record<string, Field>, from: number, keys = Object.keys(columns)) {
  const fields = Object.entries(columns).map(([key, column]) => ({ key, decode: decoderOf(column) }))
  const blank: Values = Object.fromEntries(keys.map((key) => [key, null]))
  return (values: unknown[]) => {
    if (values[from] === null) return null
    const row = { ...blank }
    let at = from
    for (const { key, decode } of fields) {
      const value = values[at++]
      row[key] = decode && value !== null ? decode(value) : value
    }
    return row
  }
}

function decoderOf(column: Field) {
  if (!is(column, Column)) return
  const { dataType, columnType } = column
  if (dataType === 'string' || dataType === 'boolean' || dataType === 'json') return
  if (columnType === 'PgInteger' || columnType === 'PgSmallInt') return
  return (value: unknown) => column.mapFromDriverValue(value as never)
}
