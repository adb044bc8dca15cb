import * as z from 'zod'
import { currencyDecimals, isCurrency } from './currencies'
import { distinctTexts } from './fold'
import { oneLine, readable, unlessStored } from './new-text'
import { MOST_TAGS } from './tags'

/** Text that can be stored: no NUL, no lone surrogates. Trimmed; `min` and `max` count characters. */
export const text = (min: number, max: number) =>
  z
    .string()
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'has a character that cannot be stored')
    .transform((value) => value.trim())
    .refine((value) => length(value) >= min, min === 1 ? 'must not be empty' : `needs at least ${min} characters`)
    .refine((value) => length(value) <= max, `must have at most ${max} characters`)
    .meta({ ...(min && { minLength: min }), maxLength: max })

const length = (value: string) => [...value].length

/** Text of one line, such as a title, a name or a tag. */
export const line = (min: number, max: number) =>
  text(min, max)
    .refine(...unlessStored(readable))
    .refine(...unlessStored(oneLine))

/** Optional text of many lines; an empty one becomes null. */
export const prose = (max: number) => orNull(text(0, max).refine(...unlessStored(readable)))

/** Optional text of one line; an empty one becomes null. */
export const optionalLine = (max: number) => orNull(line(0, max))

/** Optional email address; an empty one becomes null. */
export const email = (max: number) =>
  orNull(text(0, max)).pipe(z.email('must be an email address').nullable()).nullable()

export const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour as in #3b82f6')

const orNull = (schema: z.ZodType<string, string>) => schema.transform((value) => value || null).nullable()

/** A tag, without a comma, which separates tags in a list. */
const tag = line(1, 40)
  .refine((value) => !value.includes(','), 'must not have a comma')
  .meta({ pattern: '^[^,]*$' })

export const tags = z.array(tag).max(MOST_TAGS, `are at most ${MOST_TAGS}`).transform(distinctTexts)

const percentHint = 'must be from 0 to 100'
export const percent = z.int('must be a whole number from 0 to 100').min(0, percentHint).max(100, percentHint)

export const day = z.iso
  .date('must be a date as in 2026-01-31')
  .refine((value) => value >= '1900-01-01' && value <= '2200-12-31', 'must lie between 1900 and 2200')

export const uuid = z.guid('must be a uuid').toLowerCase()

/** Path parameters. Any well-formed uuid passes, so that an unknown one is not_found, not malformed. */
export const Id = z.object({ id: uuid })

export const Count = z.int().min(0)

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'must be an ISO 4217 code as in USD', abort: true })
  .refine(...unlessStored({ holds: isCurrency, message: () => 'is no currency that is known here' }))
  .describe('ISO 4217, one in use')

/** An amount in major units, as a number or a decimal string; its decimals are checked where the currency is known. */
export const amount = z.union(
  [
    z.number().min(0, { abort: true }),
    z
      .string()
      .max(40, { abort: true })
      .regex(/^\d+(\.\d+)?$/, { abort: true }),
  ],
  'must be an amount of at least 0, as a number or a decimal string',
)

export const plainAmount = amount
  .refine((value) => /^\d{1,11}(\.\d{1,4})?$/.test(String(value)), 'must have at most 11 digits and 4 decimals')
  .transform(Number)

export const amountHint = (code: string) =>
  `must have at most ${currencyDecimals(code)} decimals in ${code} and 15 digits in all`

/** Of what is accepted without effect; the API's document leaves it out. */
export const tolerated = z.unknown().optional()
export const isTolerated = (schema: unknown) => schema === tolerated

/**
 * Schema of a write's body: unknown keys are refused by name, read-only ones are dropped, so that what GET returned can
 * be written back.
 */
export function writable<Shape extends z.ZodRawShape>(shape: Shape, readOnly: readonly string[]) {
  const ignored = Object.fromEntries(readOnly.map((key) => [key, tolerated]))
  return z.strictObject({ ...ignored, ...shape }).transform((body) => {
    for (const key of readOnly) if (!(key in shape)) delete (body as Record<string, unknown>)[key]
    return body as z.output<z.ZodObject<Shape, z.core.$strict>>
  })
}

/** What a body may have of every entity without effect, beside its fields that are readOnly. */
export const ignoredKeys = [
  'tenant',
  'organization',
  'deletedAt',
  'archivedAt',
  'isActive',
  'createdByUser',
  'updatedByUser',
] as const

export const version = z.int().describe('Grows by one per write; the ETag, and what If-Match compares')

export type Person = z.infer<typeof Person>
export const Person = z
  .object({
    id: z.guid(),
    email: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    name: z.string(),
    imageUrl: z.string().nullable(),
  })
  .meta({ id: 'Member' })

export const Named = z.object({ id: z.guid(), name: z.string() }).meta({ id: 'NamedEntity' })

export const related = {
  createdByUser: Person.nullable().optional(),
  updatedByUser: Person.nullable().optional(),
  tenant: Named.optional(),
  organization: Named.optional(),
}
