import { type AnyColumn, asc, desc, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { withoutAccents } from '../values/accents'

/** Equality of each field with its column. */
export const equalities = <Field extends string>(
  where: { [F in Field]?: unknown },
  columns: Record<NoInfer<Field>, AnyColumn>,
): SQL[] => (Object.keys(where) as Field[]).map((field) => eq(columns[field], where[field]))

/** Case-insensitive contains, with the wildcards of LIKE taken literally. */
export const contains = (column: SQLWrapper, value: string) =>
  sql`${column} ilike ${`%${value.replace(/[\\%_]/g, '\\$&')}%`}`

/** What a search asks of a text: the same, whatever the accents on either side. PostgreSQL takes off what `withoutAccents` does. */
export function mentions(column: SQLWrapper, word: string) {
  const plain = withoutAccents(word) || word
  // Most texts have no accents to take off, and those that have take up more bytes than letters.
  return sql`(${contains(column, plain)} or (octet_length(${column}) <> char_length(${column})
    and ${contains(sql`regexp_replace(normalize(${column}, NFKD), '[\u0300-\u036f]', '', 'g')`, plain)}))`
}

export const words = (q = '') => q.split(/\s+/).filter(Boolean)

/** Each word stands in one of the texts. */
export const says = (q: string | undefined, ...texts: SQLWrapper[]): SQL[] =>
  words(q).map(
    (word) =>
      sql`(${sql.join(
        texts.map((text) => mentions(text, word)),
        sql` or `,
      )})`,
  )

/** As asked, then by creation, then by id, so that pages never overlap. */
export const ordering = <Field extends string>(
  order: [Field, 'ASC' | 'DESC'][],
  columns: Record<Field, PgColumn>,
  last: { createdAt: PgColumn; id: PgColumn },
) => [
  ...order.map(([field, direction]) => (direction === 'ASC' ? asc(columns[field]) : desc(columns[field]))),
  asc(last.createdAt),
  asc(last.id),
]
