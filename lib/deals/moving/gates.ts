import type { DealRow, StageRow } from '@/db/schema'
import { AppError, type FieldError } from '@/lib/errors'
import { currencyDecimals, nearestMinor, toMajor } from '@/lib/values/money'

// What a stage asks of the deals that come into it: the one place that says so, for every way in. Nothing here reads or
// writes; room.ts finds out what a stage holds.

export type Requirable = StageRow['requiredFields'][number]

/** Where a row keeps each field that can be asked for, and how a sentence says it. */
const fields = {
  amount: { column: 'amountMinor', words: 'an amount' },
  expectedCloseDate: { column: 'expectedCloseOn', words: 'a close date' },
  clientId: { column: 'clientId', words: 'a client' },
  ownerId: { column: 'ownerId', words: 'an owner' },
  probability: { column: 'probability', words: 'a probability' },
  lostReason: { column: 'lostReason', words: 'a lost reason' },
} as const satisfies Record<Requirable, { column: keyof DealRow; words: string }>

export const requirable = Object.keys(fields) as [Requirable, ...Requirable[]]

/** What stages start with where people make them. Through the API they ask for nothing until they are told to. */
export const usuallyRequired: Record<StageRow['kind'], Requirable[]> = {
  open: [],
  won: ['amount', 'expectedCloseDate'],
  lost: ['lostReason'],
}

type Asking = Pick<StageRow, 'name' | 'kind' | 'requiredFields'>
type Having = Pick<DealRow, (typeof fields)[Requirable]['column']>

/** What a deal lacks to come into a stage. Why it was lost is asked only where deals are lost. */
export const unmet = ({ kind, requiredFields }: Asking, deal: Having): Requirable[] =>
  requiredFields.filter((field) => deal[fields[field].column] === null && (field !== 'lostReason' || kind === 'lost'))

/** What an edit within the stage would take away; what the deal lacked already, it may go on lacking. */
export function cleared(stage: Asking, before: Having, after: Having): Requirable[] {
  const lacked = unmet(stage, before)
  return unmet(stage, after).filter((field) => !lacked.includes(field))
}

/** rule_refused that names each field the deal lacks. */
export const refusal = (stage: Asking, lacking: Requirable[]) => refused(stage, lacking, named(stage, lacking))

/** The same for several deals of one body, in its order: `deals.3.amount`. Those that lack nothing are not named. */
export const refusalOfSeveral = (stage: Asking, lacking: Requirable[][]) =>
  refused(
    stage,
    lacking.flat(),
    lacking.flatMap((ofDeal, i) => named(stage, ofDeal, `deals.${i}.`)),
  )

const named = ({ name }: Asking, lacking: Requirable[], under = ''): FieldError[] =>
  lacking.map((field) => ({ path: under + field, message: `is needed in ${name}` }))

const list = new Intl.ListFormat('en')

function refused({ name }: Asking, lacking: Requirable[], errors: FieldError[]) {
  const words = requirable.filter((field) => lacking.includes(field)).map((field) => fields[field].words)
  return new AppError('rule_refused', `${name} asks for ${list.format(words)}.`, { fields: errors })
}

/** How many deals, and what they add up to in the pipeline's currency, in minor units. */
export type Load = { deals: number; minor: bigint }

type Limited = Pick<StageRow, 'name' | 'wipLimit' | 'wipAmount'> & { currency: string }

/** Why the limits of a stage do not let more in; undefined when they do. Amounts in other currencies do not count. */
export function fullness({ name, wipLimit, wipAmount, currency }: Limited, held: Load, more: Load) {
  if (wipLimit !== null && more.deals > 0 && held.deals + more.deals > wipLimit) {
    const room = wipLimit - held.deals
    const what = `it holds ${held.deals} of ${wipLimit} ${wipLimit === 1 ? 'deal' : 'deals'}`
    return room > 0 ? `${name} has room for ${room} more: ${what}.` : `${name} is full: ${what}.`
  }
  if (wipAmount === null || more.minor <= 0n) return
  const most = nearestMinor(wipAmount, currency)
  if (held.minor + more.minor <= most) return
  const what = `it holds ${shown(held.minor, currency)} of ${shown(most, currency)} ${currency}`
  return held.minor < most
    ? `${name} has no room for ${shown(more.minor, currency)} more: ${what}.`
    : `${name} is full: ${what}.`
}

const shown = (minor: bigint, currency: string) => {
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: currencyDecimals(currency) })
  return format.format(toMajor(minor, currency) as Intl.StringNumericLiteral)
}
