import { type AnyColumn, asc, eq, is, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { PgColumn, PgText } from 'drizzle-orm/pg-core'
import { withoutAccents } from '../values/accents'

export const equalities = <Field extends string>(
  where: { [F in Field]?: unknown },
  columns: Record<NoInfer<Field>, AnyColumn>,
): SQL[] => (Object.keys(where) as Field[]).map((field) => eq(columns[field], where[field]))

/** Case-insensitive contains, with the wildcards of LIKE taken literally. */
export const contains = (column: SQLWrapper, value: string) =>
  sql`${column} ilike ${`%${value.replace(/[\\%_]/g, '\\$&')}%`}`

/** Whether a text contains a word, whatever case and accents: PostgreSQL takes off what `withoutAccents` does. */
export function mentions(column: SQLWrapper, word: string) {
  const plain = withoutAccents(word) || word
  // Only texts with more bytes than letters can have accents; the others skip the costly replacement.
  return sql`(${contains(column, plain)} or (octet_length(${column}) <> char_length(${column})
    and ${contains(sql`regexp_replace(normalize(${column}, NFKD), '[\u0300-\u036f]', '', 'g')`, plain)}))`
}

export const words = (q = '') => q.split(/\s+/).filter(Boolean)

export const containsWords = (q: string | undefined, ...texts: SQLWrapper[]): SQL[] =>
  words(q).map(
    (word) =>
      sql`(${sql.join(
        texts.map((text) => mentions(text, word)),
        sql` or `,
      )})`,
  )

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
