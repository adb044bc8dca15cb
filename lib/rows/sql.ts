import { type AnyColumn, asc, desc, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
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

/** Order as given, then by creation and id, so that pages never overlap. */
export const ordering = <Field extends string>(
  order: [Field, 'ASC' | 'DESC'][],
  columns: Record<Field, PgColumn>,
  last: { createdAt: PgColumn; id: PgColumn },
) => [
  ...order.map(([field, direction]) => (direction === 'ASC' ? asc(columns[field]) : desc(columns[field]))),
  asc(last.createdAt),
  asc(last.id),
]
