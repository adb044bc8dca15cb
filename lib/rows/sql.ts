import { and, asc, eq, is, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { PgColumn, PgText } from 'drizzle-orm/pg-core'
import { searchable } from '@/db/columns'
import { columnsWith } from '../fields/columns'
import type { Fields } from '../fields/field'
import { fold, wordsOf } from '../values/fold'

/** Whether a row is the actor's tenant's of this id. */
export const isOwn = (table: Record<'tenantId' | 'id', PgColumn>, { tenantId }: { tenantId: string }, id: string) =>
  and(eq(table.tenantId, tenantId), eq(table.id, id))!

/** SQL of a JSON object of columns, under their names. */
export const jsonOf = (columns: Record<string, SQLWrapper>) =>
  sql`json_build_object(${sql.join(
    Object.entries(columns).flatMap(([name, column]) => [sql.raw(`'${name}'`), sql`${column}`]),
    sql`, `,
  )})`

/** How closely a text says a word: anywhere in it, or after a blank as the beginning of a word or a whole one. */
export type Closeness = keyof typeof patterns
const patterns = {
  part: (part: string) => `%${part}%`,
  beginning: (part: string) => `% ${part}%`,
  whole: (part: string) => `% ${part} %`,
}

/** The text for a pattern of LIKE, which takes its wildcards literally. */
const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Whether a text says a word that is folded. */
export const mentions = (column: SQLWrapper, word: string, closeness: Closeness = 'part') =>
  sql`${searchable(column)} like ${patterns[closeness](literally(word))}`

/** Whether a text contains another, whatever its case; folded first, as an index knows that. */
export const contains = (column: SQLWrapper, value: string) =>
  and(mentions(column, fold(value)), sql`${column} ilike ${`%${literally(value)}%`}`)!

/** Whether each word stands in one of the texts. */
const containsWords = (q: string | undefined, ...texts: SQLWrapper[]): SQL[] =>
  wordsOf(q).map((word) => or(...texts.map((text) => mentions(text, word)))!)

/** Makes the SQL of conditions on a table's fields, and of words that must stand in those that a search looks at. */
export function conditionsOn(table: object, fields: Fields) {
  const columns: Record<string, PgColumn> = columnsWith(table, fields, 'match')
  const texts = Object.values<PgColumn>(columnsWith(table, fields, 'search'))
  return ({ q, ...where }: { q?: string | undefined }): SQL[] => [
    ...Object.entries<unknown>(where).map(([name, value]) =>
      fields[name]!.match === 'part' ? contains(columns[name]!, value as string) : eq(columns[name]!, value),
    ),
    ...containsWords(q, ...texts),
  ]
}

/** SQL of a text that sorts by letter, then accent, then case, whatever the database's locale: as lib/values/alphabet.ts. */
export const alphabetic = (text: SQLWrapper) => sql`${text} collate "und-x-icu"`

export type Direction = 'ASC' | 'DESC'

/** SQL of an order by one value, nothing last either way. An index serves only one that is never null both ways. */
export const orderedBy = (value: SQLWrapper, direction: Direction, isNullable: boolean) =>
  direction === 'ASC' ? sql`${value}` : isNullable ? sql`${value} desc nulls last` : sql`${value} desc`

/**
 * Order as given, ties by id in the direction of the last field; by creation, then id, when none is given. Pages never
 * overlap.
 */
export function ordering<Field extends string>(
  order: [Field, Direction][],
  columns: Record<Field, PgColumn | SQL>,
  last: { createdAt: PgColumn; id: PgColumn },
): SQL[] {
  const [, direction] = order.at(-1) ?? []
  if (!direction) return [asc(last.createdAt), asc(last.id)]
  const given = order.map(([field, towards]) => {
    const column = columns[field]
    const value = is(column, PgText) ? alphabetic(column) : column
    return orderedBy(value, towards, !(is(column, PgColumn) && column.notNull))
  })
  return [...given, orderedBy(last.id, direction, false)]
}
