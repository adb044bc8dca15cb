import type { DealRow } from '@/db/schema/deals'
import type { StageRow } from '@/db/schema/pipelines'
import { AppError, type FieldError } from '@/lib/errors'
import { dealFields, isRequirable, type Requirable, requirable } from '@/lib/fields/deal'
import { type ColumnOf, columnOf } from '@/lib/fields/field'
import { currencyDecimals } from '@/lib/values/currencies'
import { nearestMinor, toMajor } from '@/lib/values/money'

// The rules of a stage for the deals that come into it, for every way in. Nothing here reads or writes; stage-limits.ts
// finds out what a stage holds.

/** Required fields of a stage that people make; one made through the API has none unless it says so. */
export const usuallyRequired: Record<StageRow['kind'], Requirable[]> = {
  open: [],
  won: ['amount', 'expectedCloseDate'],
  lost: ['lostReason'],
}

type StageRules = Pick<StageRow, 'name' | 'kind' | 'requiredFields'>
type RequirableFields = Pick<DealRow, ColumnOf<typeof dealFields, Requirable>>

/** Required fields that a deal lacks to come into a stage; a lost reason is required only where the stage is lost. */
export const unmet = ({ kind, requiredFields }: StageRules, deal: RequirableFields): Requirable[] =>
  requiredFields
    .filter(isRequirable)
    .filter((field) => deal[columnOf(dealFields, field)] === null && (field !== 'lostReason' || kind === 'lost'))

/** Required fields that an edit within the stage would empty; those that were empty before may stay so. */
export function newlyUnmet(stage: StageRules, before: RequirableFields, after: RequirableFields): Requirable[] {
  const lacked = unmet(stage, before)
  return unmet(stage, after).filter((field) => !lacked.includes(field))
}

/** The error rule_refused, which names each field that the deal lacks. */
export const refusal = (stage: StageRules, lacking: Requirable[]) =>
  ruleRefused(stage, lacking, fieldErrors(stage, lacking))

/** Like `refusal`, for the deals of a bulk change in its order: paths are as in `deals.3.amount`. */
export const refusalOfSeveral = (stage: StageRules, lacking: Requirable[][]) =>
  ruleRefused(
    stage,
    lacking.flat(),
    lacking.flatMap((ofDeal, i) => fieldErrors(stage, ofDeal, `deals.${i}.`)),
  )

const fieldErrors = ({ name }: StageRules, lacking: Requirable[], under = ''): FieldError[] =>
  lacking.map((field) => ({ path: under + field, message: `is needed in ${name}` }))

const list = new Intl.ListFormat('en')

function ruleRefused({ name }: StageRules, lacking: Requirable[], errors: FieldError[]) {
  const words = requirable.filter((field) => lacking.includes(field)).map((field) => dealFields[field].need)
  return new AppError('rule_refused', `${name} asks for ${list.format(words)}.`, { fields: errors })
}

/** A number of deals and what they add up to in the pipeline's currency, in minor units. */
export type Load = { deals: number; minor: bigint }

type StageLimits = Pick<StageRow, 'name' | 'wipLimit' | 'wipAmount'> & { currency: string }

/** Says why a stage's limits admit no more deals; undefined when they do. Other currencies do not count. */
export function fullness({ name, wipLimit, wipAmount, currency }: StageLimits, present: Load, more: Load) {
  if (wipLimit !== null && more.deals > 0 && present.deals + more.deals > wipLimit) {
    const room = wipLimit - present.deals
    const what = `it holds ${present.deals} of ${wipLimit} ${wipLimit === 1 ? 'deal' : 'deals'}`
    return room > 0 ? `${name} has room for ${room} more: ${what}.` : `${name} is full: ${what}.`
  }
  if (wipAmount === null || more.minor <= 0n) return
  const most = nearestMinor(wipAmount, currency)
  if (present.minor + more.minor <= most) return
  const what = `it holds ${formatMinor(present.minor, currency)} of ${formatMinor(most, currency)} ${currency}`
  return present.minor < most
    ? `${name} has no room for ${formatMinor(more.minor, currency)} more: ${what}.`
    : `${name} is full: ${what}.`
}

const formatMinor = (minor: bigint, currency: string) => {
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: currencyDecimals(currency) })
  return format.format(toMajor(minor, currency) as Intl.StringNumericLiteral)
}
