import { dealFields, dealOrder } from '@/lib/fields/deal'
import { FieldInputs } from '../drafts/field-inputs'
import type { Drafting } from '../drafts/use-draft'
import type { EditedField } from '../fields/kind'
import { isWritable } from './deal-draft'
import type { DealField, DealValues } from './deal-values'

type Props = { names?: DealField[]; drafting: Drafting<DealValues> }

export const everyField = dealOrder.filter(isWritable)

/** The inputs of a deal's fields; without names those that a deal in its stage has. */
export function DealFields({ names, drafting }: Props) {
  const { now, form } = drafting
  const isOfStage = (name: DealField) => {
    const { only }: EditedField = dealFields[name]
    return !only || only === form.contextOf(name, now).stage?.kind
  }
  const withCurrency = (name: DealField): DealField[] => {
    const field = dealFields[name]
    return 'currency' in field ? [name, field.currency] : [name]
  }
  const shown = names?.flatMap(withCurrency) ?? everyField.filter(isOfStage)
  return <FieldInputs spans={Object.fromEntries(shown.map((name) => [name, undefined]))} drafting={drafting} />
}
