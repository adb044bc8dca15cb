import { contactEntity } from '../fields/contact'
import { dealEntity } from '../fields/deal'
import { type ColumnOf, columnOf, type Fields } from '../fields/field'
import { pipelineEntity } from '../fields/pipeline'
import type { Answers } from '../fields/schemas'
import { stageEntity } from '../fields/stage'
import { viewEntity } from '../fields/view'
import { amountOf } from '../values/money'

type Values = Record<string, unknown>

/** Makes the values of fields, as they are stored, those of the API, in place. */
export function completing<F extends Fields>(fields: F) {
  const steps = Object.entries(fields).flatMap(([name, { kind, currency = '', options = {} }]) => {
    if (kind === 'money')
      return (values: Values) => {
        values[name] = amountOf(values[name] as number | null, values[currency] as string)
      }
    if (kind === 'options')
      return (values: Values) => {
        values[name] = (values[name] as string[]).filter((option) => option in options)
      }
    return []
  })
  return (values: Values) => {
    for (const step of steps) step(values)
    return values as Answers<F>
  }
}

/** Makes what a row of a table is in the API. */
function entityOf<F extends Fields>(fields: F) {
  const names = Object.keys(fields).map((name) => [name, columnOf(fields, name)] as const)
  const blank: Values = Object.fromEntries(names.map(([name]) => [name, null]))
  const complete = completing(fields)
  return (row: { [Name in keyof F as ColumnOf<F, Name>]: unknown }) => {
    const values = { ...blank }
    for (const [name, column] of names) values[name] = (row as Values)[column]
    return complete(values)
  }
}

export const toContact = entityOf(contactEntity)
export const toDeal = entityOf(dealEntity)
export const toPipeline = entityOf(pipelineEntity)
export const toStage = entityOf(stageEntity)
export const toView = entityOf(viewEntity)
