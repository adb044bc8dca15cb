import { type AnyColumn, asc, desc, eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import qs from 'qs'
import * as z from 'zod'
import { withoutAccents } from './accents'
import { badField } from './errors'
import { uuid } from './fields'

const PROTOTYPE_KEY = /(^|[?&[]|%5B)(_|%5F){2}proto(_|%5F){2}([=&[\]]|%5B|%5D|$)/i

/** The bracket grammar of `where[a][b]=v&relations[]=x`. Deeper or longer than any real query is refused. */
export function parseQuery(search: string): Record<string, unknown> {
  if (!search) return {}
  // qs leaves such a key out without a word, and a filter that is left out shows everything.
  if (PROTOTYPE_KEY.test(search)) throw badField('query', 'has a key that is not known here')
  let query: Record<string, unknown>
  try {
    query = qs.parse(search, {
      ignoreQueryPrefix: true,
      depth: 4,
      strictDepth: true,
      parameterLimit: 100,
      arrayLimit: 50,
      throwOnLimitExceeded: true,
      plainObjects: true,
    })
  } catch {
    throw badField('query', 'is nested too deeply or has too many parameters')
  }
  return typeof query.data === 'string' ? { ...query, ...unfold(query.data) } : query
}

const Folded = z.object({
  relations: z.unknown().optional(),
  findInput: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).nullish(),
})

/** The older form of a list query, as one JSON parameter: `data={"relations":[…],"findInput":{…}}`. */
function unfold(data: string) {
  let json: unknown
  try {
    json = JSON.parse(data)
  } catch {
    throw badField('data', 'is not valid JSON')
  }
  const folded = Folded.safeParse(json)
  if (!folded.success) throw badField('data', 'must be an object with relations and findInput')
  const { relations, findInput } = folded.data
  const given = Object.entries(findInput ?? {}).filter(([, value]) => value !== null)
  return {
    ...(relations !== undefined && { relations }),
    where: Object.fromEntries(given.map(([key, value]) => [key, String(value)])),
  }
}

const wholeNumber = (max: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= max, `${what} is at most ${max}`)

/** Values of `where` arrive as text and are compared as what their column holds. */
export const match = {
  id: uuid,
  text: z
    .string()
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'has a character that cannot be stored'),
  flag: z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true'),
  integer: z
    .string()
    .regex(/^-?\d{1,9}$/, 'must be a whole number')
    .transform(Number),
  day: z.iso.date('must be a date as in 2026-01-31'),
  moment: z.iso.datetime('must be a time as in 2026-01-31T12:00:00.000Z'),
}

type Spec<Where extends z.ZodRawShape, Field extends string, Relation extends string> = {
  where: Where
  order: readonly [Field, ...Field[]]
  relations: readonly Relation[]
}

/** A list's query once parsed. `skip` is an offset in rows here, whatever the grammar of the route. */
export type ListQuery<Where, Field extends string, Relation extends string> = {
  where: Partial<Where>
  order: [Field, 'ASC' | 'DESC'][]
  relations: ReadonlySet<Relation>
  take: number
  skip: number
}

const MAX_TAKE = 1000
const MAX_PAGE_TAKE = 100
const DEFAULT_PAGE_TAKE = 10
const MAX_SKIP = 100_000_000

const shared = <Where extends z.ZodRawShape, Field extends string, Relation extends string>({
  where,
  order,
  relations,
}: Spec<Where, Field, Relation>) => ({
  where: z
    .strictObject({ ...where, tenantId: match.id.optional() })
    .partial()
    .optional(),
  order: z
    .partialRecord(
      z.enum(order),
      z
        .string()
        .transform((value) => value.toUpperCase())
        .pipe(z.enum(['ASC', 'DESC'], 'must be ASC or DESC')),
    )
    .optional(),
  relations: relationList(relations),
  tenantId: match.id.optional(),
  organizationId: match.id.optional(),
  data: z.string().optional().describe('The same as JSON: {"relations":[…],"findInput":{…}}, findInput being where'),
  ...tolerated,
})

/** Parameters of other servers of this family; accepted without effect. */
const tolerated = {
  withDeleted: z.unknown().optional(),
  select: z.unknown().optional(),
  join: z.unknown().optional(),
}

/** Query of a route that answers one entity. */
export const oneQuery = <Relation extends string>(relations: readonly Relation[]) =>
  z
    .strictObject({
      relations: relationList(relations),
      tenantId: match.id.optional(),
      organizationId: match.id.optional(),
      ...tolerated,
    })
    .transform((query): ReadonlySet<Relation> => query.relations ?? new Set())

/** `relations[0]=stages`, `relations[]=stages` or a single `relations=stages`. */
const relationList = <Relation extends string>(relations: readonly Relation[]) => {
  const known = z.string().refine((name): name is Relation => (relations as readonly string[]).includes(name), {
    error: (issue) => `knows no "${String(issue.input).slice(0, 50)}"; there is ${relations.join(', ')}`,
  })
  return z
    .union([z.array(known), known.transform((name) => [name])])
    .transform((names) => new Set(names as Relation[]) as ReadonlySet<Relation>)
    .optional()
    .describe(`Any of ${relations.join(', ')}`)
}

/** Query of a plain list: `skip` is an offset, `take` at most 1,000. */
export function listQuery<Where extends z.ZodRawShape, Field extends string, Relation extends string>(
  spec: Spec<Where, Field, Relation>,
) {
  return z
    .strictObject({
      ...shared(spec),
      take: wholeNumber(MAX_TAKE, 'take').optional(),
      skip: wholeNumber(MAX_SKIP, 'skip').optional(),
      limit: wholeNumber(MAX_TAKE, 'limit').optional(),
      page: wholeNumber(MAX_SKIP, 'page').optional(),
    })
    .transform(({ take, limit, skip, page, ...query }) => {
      const rows = take ?? limit ?? MAX_TAKE
      return normalise<z.output<z.ZodObject<Where>>, Field, Relation>(
        query,
        rows,
        page ? (page - 1) * rows : (skip ?? 0),
      )
    })
}

/** Query of a `/pagination` route: `skip` is a page number from 1, `take` 10 unless said and at most 100. */
export function pageQuery<Where extends z.ZodRawShape, Field extends string, Relation extends string>(
  spec: Spec<Where, Field, Relation>,
) {
  return z
    .strictObject({
      ...shared(spec),
      take: wholeNumber(MAX_PAGE_TAKE, 'take').optional(),
      skip: wholeNumber(MAX_SKIP, 'skip').optional(),
      limit: wholeNumber(MAX_PAGE_TAKE, 'limit').optional(),
      page: wholeNumber(MAX_SKIP, 'page').optional(),
    })
    .transform(({ take, limit, skip, page, ...query }) => {
      const rows = take ?? limit ?? DEFAULT_PAGE_TAKE
      const number = Math.max(1, skip ?? page ?? 1)
      return normalise<z.output<z.ZodObject<Where>>, Field, Relation>(query, rows, (number - 1) * rows)
    })
}

function normalise<Where, Field extends string, Relation extends string>(
  query: { where?: object; order?: object; relations?: ReadonlySet<Relation>; organizationId?: string },
  take: number,
  skip: number,
): ListQuery<Where, Field, Relation> {
  const { tenantId: _, ...where } = { ...(query.where as Record<string, unknown>) }
  if (query.organizationId) where.organizationId ??= query.organizationId
  return {
    where: where as Partial<Where>,
    order: Object.entries(query.order ?? {}) as [Field, 'ASC' | 'DESC'][],
    relations: query.relations ?? new Set(),
    take,
    skip,
  }
}

/** Equality on the named columns; keys without a column are the noun's own business. */
export const equalities = (where: object, columns: Record<string, AnyColumn>): SQL[] =>
  Object.entries(where).flatMap(([key, value]) => {
    const column = columns[key]
    return column && value !== undefined ? [eq(column, value)] : []
  })

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
