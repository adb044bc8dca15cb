import * as z from 'zod'
import { dealFields } from '@/lib/fields/deal'
import { documentedFlag, documentedNumber, match } from '@/lib/query/schema'
import { day, uuid } from '@/lib/values/formats'
import { type End, hintOf, perEnd, type Ranged } from './ranges'
import { perTextFilter } from './text-filters'

const listed = (...words: string[]) =>
  z
    .string()
    .transform((list) => list.split(','))
    .pipe(
      z.array(z.union([uuid, z.enum(words)], `must be uuids or ${words.join(' or ')}, with commas between`)).max(50),
    )
    .meta({
      type: 'array',
      items: {
        anyOf: [
          { type: 'string', format: 'uuid' },
          { type: 'string', enum: words },
        ],
      },
      maxItems: 50,
    })
    .optional()

const majorUnits = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,4})?$/, 'must be an amount as in 1200.50')
  .meta({ type: 'number', minimum: 0, pattern: undefined })
  .optional()

const percentText = z
  .string()
  .regex(/^(\d|[1-9]\d|100)$/, 'must be a whole number from 0 to 100')
  .transform(Number)
  .meta(documentedNumber(0, 100))
  .optional()

const ends = { money: majorUnits, day: day.optional(), percent: percentText }

const units = { money: ', in major units', day: '', percent: ', in percent' }

function endOfRange(name: Ranged, end: End) {
  const { kind, label } = dealFields[name]
  const limit = kind === 'day' ? { from: 'not before', to: 'not after' } : { from: 'at least', to: 'at most' }
  return ends[kind].describe(`${label} ${limit[end]}${units[kind]}. ${hintOf(name)}`.trim())
}

/** A search for deals; without any field all deals match. */
export type DealFilter = z.output<typeof DealFilter>
export const DealFilter = z.strictObject({
  q: match.words.optional().describe('Words that must all stand in the title or the client’s name'),
  owner: listed('me', 'none').describe('Member ids; `me` is the caller, `none` nobody'),
  client: listed('none').describe('Contact ids; `none` is a deal without one'),
  ...perEnd(endOfRange),
  tags: z
    .union([z.array(z.string()), z.string().transform((list) => list.split(','))])
    .pipe(z.array(match.text.trim().min(1, 'must not be empty')).max(50))
    .meta({ type: 'array', anyOf: undefined, items: { type: 'string' }, maxItems: 50 })
    .optional()
    .describe('A deal has one of them at least'),
  stale: z
    .literal('true')
    .transform(() => true)
    .meta({ ...documentedFlag, const: true })
    .optional()
    .describe('Open and at least the rotting days of its stage in it'),
  ...perTextFilter((name) => match.words.optional().describe(`Words that must all stand in ${name}`)),
})

/** The filter in a page's address; what cannot be read is left out. */
export function readFilter(address: Record<string, unknown>): DealFilter {
  const fields = Object.entries(DealFilter.shape).flatMap(([key, field]) => {
    const read = field.safeParse(address[key])
    return read.success ? [[key, read.data]] : []
  })
  return Object.fromEntries(fields)
}
