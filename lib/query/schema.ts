import * as z from 'zod'
import { wordsOf } from '../values/fold'
import { text, tolerated, uuid } from '../values/formats'
import { parseJsonParameter } from './grammar'
import { type Relations, relationList } from './relations'

const MAX_TAKE = 1000
const MAX_PAGE_TAKE = 100
const DEFAULT_PAGE_TAKE = 10
const MAX_SKIP = 100_000_000
const MAX_INTEGER = 2 ** 31 - 1
const MOST_WORDS = 20

/** What the document says of a number or a flag, which in a query is text. */
export const documentedNumber = (minimum: number, maximum?: number) => ({
  type: 'integer',
  minimum,
  maximum,
  pattern: undefined,
})
export const documentedFlag = { type: 'boolean', enum: undefined }

const wholeNumber = (max: number, what: string) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value <= max, `${what} is at most ${max}`)
    .meta(documentedNumber(0, max))

/** PostgreSQL's calendar has no year 0. */
const hasYear = (value: string) => !value.startsWith('0000')

export const match = {
  id: uuid.describe('Exactly this id'),
  text: z
    .string()
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'has a character that cannot be stored')
    .describe('Exactly this'),
  words: text(0, 200)
    .refine((words) => wordsOf(words).length <= MOST_WORDS, `must have at most ${MOST_WORDS} words`)
    .transform((words) => words || undefined),
  flag: z
    .enum(['true', 'false'], 'must be true or false')
    .transform((value) => value === 'true')
    .meta({ ...documentedFlag, description: 'Whether it is so' }),
  /** A whole number from 0 to `max`, the most that its column can hold. */
  integer: (max = MAX_INTEGER) =>
    z
      .string()
      .regex(/^\d{1,15}$/, `must be a whole number from 0 to ${max}`)
      .transform(Number)
      .refine((value) => value <= max, `must be a whole number from 0 to ${max}`)
      .meta({ ...documentedNumber(0, max), description: 'Exactly this' }),
  day: z.iso
    .date('must be a date as in 2026-01-31')
    .refine(hasYear, 'must be after the year 0')
    .describe('Exactly this day'),
  moment: z.iso
    .datetime('must be a time as in 2026-01-31T12:00:00.000Z')
    .refine(hasYear, 'must be after the year 0')
    .describe('Exactly this moment'),
}

type Searchable = { q: z.ZodType }

type Noun<Where extends z.ZodRawShape & Searchable, Field extends string> = {
  /** Name of the entity's schema in the document. */
  noun: string
  where: Where
  /** Fields to order by; one with a dot is written nested: `order[stage][index]` is `stage.index`. */
  order: readonly Field[]
  relations: Relations
  /** Relations that clients of Ever Gauzy ask for and that are ignored here. */
  leftOut?: readonly string[]
}

type Fields<Where extends z.ZodRawShape> = z.output<z.ZodObject<{ [F in keyof Where]: z.ZodOptional<Where[F]> }>>

/** Conditions that all must hold; more than one only where a field was given two values. */
type Conditions<Where extends z.ZodRawShape> = Fields<Where>[]

type OneQuery<Where extends z.ZodRawShape> = { where: Conditions<Where>; relations: ReadonlySet<string> }

/** A parsed query for a list; `skip` is an offset in rows, whatever the grammar of the route. */
type ListQuery<Where extends z.ZodRawShape, Field extends string> = OneQuery<Where> & {
  order: [Field, 'ASC' | 'DESC'][]
  take: number
  skip: number
}

export const NoQuery = z.strictObject({})
const ownTenant = match.id.describe("The caller's own; another one is refused with 403")
export const TenantQuery = z.strictObject({ tenantId: ownTenant.optional() })

/** Parameters that clients of Ever Gauzy send. */
const withoutEffect = { withDeleted: tolerated, select: tolerated, join: tolerated, filters: tolerated }

/** Schemas of a noun's queries: for one entity, for a plain list or a count, and for a list page by page. */
export function queriesOf<Where extends z.ZodRawShape & Searchable, Field extends string>({
  noun,
  where: shape,
  order: fields,
  relations: known,
  leftOut,
}: Noun<Where, Field>) {
  const where = z
    .strictObject({ ...shape, tenantId: ownTenant })
    .partial()
    .meta({ id: `${noun}Where` })
  const relations = relationList(noun, known, leftOut)
  const one = {
    where: where.optional().describe('The fields that may stand alone, in brackets; both hold'),
    relations,
    data: dataParameter(where, relations),
    ...withoutEffect,
  }
  const list = {
    ...where.shape,
    search: shape.q.optional().describe('The same as q'),
    ...one,
    order: orderBy(noun, fields).describe('The first counts most; the oldest first unless given'),
  }

  /** Gathers fields from `where`, from the query itself and from both places in `data`. */
  function gather({ where: inWhere, relations, data, search, order, ...alone }: Record<string, unknown>) {
    const { relations: inData, findInput, ...aloneInData } = Object(data) as Record<string, unknown>
    const all = [alone, inWhere, aloneInData, findInput, { q: search }]
    const paths = [relations, inData].flatMap((some) => [...((some as Set<string>) ?? [])])
    return {
      where: conjoin(...all.map((part) => pick(Object(part), shape))) as Conditions<Where>,
      relations: new Set(paths) as ReadonlySet<string>,
      order: Object.entries(Object(order)) as [Field, 'ASC' | 'DESC'][],
    }
  }

  const paged = (most: number, usual: number, offsetOf: (skip: number, take: number) => number, aboutSkip: string) =>
    z
      .strictObject({
        ...list,
        take: wholeNumber(most, 'take').optional().describe(`How many at most; ${usual} unless given`),
        skip: wholeNumber(MAX_SKIP, 'skip').optional().describe(aboutSkip),
        limit: wholeNumber(most, 'limit').optional().describe('The same as take'),
        page: wholeNumber(MAX_SKIP, 'page').optional().describe('Number of the page, from 1'),
      })
      .transform((query, context): ListQuery<Where, Field> => {
        const { take, limit, skip, page } = query as Paging
        const rows = take ?? limit ?? usual
        const offsets = [skip && offsetOf(skip, rows), page && offsetOfPage(page, rows)]
        const refuse = (name: string, other: string) =>
          context.addIssue({ code: 'custom', path: [name], message: `says something else than ${other}` })
        if (limit !== undefined && limit !== rows) refuse('limit', 'take')
        if (offsets[0] !== undefined && offsets[1] !== undefined && offsets[0] !== offsets[1]) refuse('page', 'skip')
        return { ...gather(query), take: rows, skip: offsets[0] ?? offsets[1] ?? 0 }
      })

  return {
    one: z
      .strictObject({ ...one, ...pick(where.shape, organizationOfTenant) })
      .transform((query): OneQuery<Where> => gather(query)),
    list: paged(MAX_TAKE, MAX_TAKE, (skip) => skip, 'How many to leave out before'),
    page: paged(MAX_PAGE_TAKE, DEFAULT_PAGE_TAKE, offsetOfPage, 'Number of the page, from 1'),
  }
}

type Paging = { [Name in 'take' | 'limit' | 'skip' | 'page']?: number }

const organizationOfTenant = { tenantId: true, organizationId: true }

const offsetOfPage = (page: number, take: number) => (Math.max(1, page) - 1) * take

const pick = <T extends object>(from: T, keys: object) =>
  Object.fromEntries(Object.entries(from).filter(([key]) => key in keys)) as Partial<T>

/** Joins conditions: each field once, and a second value of a field in a further condition. */
export function conjoin<Where extends object>(...conditions: Where[]): Where[] {
  const all: Record<string, unknown>[] = []
  for (const [key, value] of conditions.flatMap((where) => Object.entries(where))) {
    if (value === undefined) continue
    const place = all.find((where) => !(key in where) || isSame(where[key], value))
    if (place) place[key] = value
    else all.push({ [key]: value })
  }
  return all as Where[]
}

export const jsonParameter = z.string().transform((text, context) => {
  const parsed = parseJsonParameter(text)
  if (parsed === undefined) context.addIssue({ code: 'custom', message: 'is not valid JSON' })
  return parsed
})

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Schema of a query's older form as JSON: `data={"relations":[…],"findInput":{…}}`; findInput is where. */
function dataParameter(where: z.ZodObject, relations: ReturnType<typeof relationList>) {
  const shape = { ...where.shape, relations: relations.nullable(), findInput: where.nullish() }
  const parts = z.strictObject(shape, {
    error: ({ code }) => (code === 'invalid_type' ? 'must be an object with relations and findInput' : undefined),
  })
  return jsonParameter
    .pipe(parts)
    .optional()
    .describe('The older form of a query, as JSON: {"relations":[…],"findInput":{…}}, findInput being where')
    .meta({ deprecated: true })
}

function orderBy<Field extends string>(noun: string, fields: readonly Field[]) {
  const direction = z
    .string()
    .transform((value) => value.toUpperCase())
    .pipe(z.enum(['ASC', 'DESC'], 'must be ASC or DESC'))
  const documented = { type: 'string', enum: ['ASC', 'DESC'] }
  return z
    .preprocess(dotted, z.partialRecord(z.enum(fields), direction))
    .meta({
      id: `${noun}Order`,
      properties: Object.fromEntries(fields.map((field) => [field, documented])),
      propertyNames: undefined,
      additionalProperties: false,
    })
    .optional()
}

/** Flattens `{ stage: { index: 'ASC' } }` to `{ 'stage.index': 'ASC' }`. */
function dotted(order: unknown): unknown {
  if (typeof order !== 'object' || order === null) return order
  const flat = Object.entries(order).map(([key, value]) => {
    const inner = dotted(value)
    if (typeof inner !== 'object' || inner === null) return { [key]: inner }
    return Object.fromEntries(Object.entries(inner).map(([name, direction]) => [`${key}.${name}`, direction]))
  })
  return Object.assign({}, ...flat)
}
