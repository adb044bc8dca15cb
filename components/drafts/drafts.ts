import type { EditedField, FieldContext } from '../fields/kind'
import { kindOf } from '../fields/kinds'

/** Fields with the values that stand in them before anything is typed. */
export type Form<Values> = {
  fields: { [Name in keyof Values]: EditedField }
  values: Values
  contextOf(name: keyof Values, values: Values): FieldContext
}

const around = { currency: '', home: undefined, stage: undefined, stages: [], members: [], contacts: [] }

/** A form of fields that need to know of nothing around them but what is given here. */
export const plainForm = <Values>(
  fields: Form<Values>['fields'],
  values: Values,
  known: Partial<FieldContext> = {},
): Form<Values> => ({
  fields,
  values,
  contextOf: (name) => ({ ...around, ...known, field: fields[name] }),
})

/** Whether two values of a field are one: texts, numbers, lists of them, or none. */
export const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** What stands in the inputs that were touched; each is understood by the kind of its field. */
export type Draft<Values> = { readonly [Name in keyof Values]?: unknown }

const namesIn = <Values>(named: { [Name in keyof Values]?: unknown }) => Object.keys(named) as (keyof Values)[]

/** The draft of inputs in which these values stand. */
export const draftOf = <Values>({ fields, values, contextOf }: Form<Values>, shown: Partial<Values>) =>
  Object.fromEntries(
    namesIn<Values>(shown)
      .filter((name) => shown[name] !== undefined)
      .map((name) => [name, kindOf(fields[name]).draft(shown[name], contextOf(name, { ...values, ...shown }))]),
  ) as Draft<Values>

/** Reads a draft: the values that it changes, why others cannot be read, and those that must be looked up. */
export function readDraft<Values>({ fields, values, contextOf }: Form<Values>, draft: Draft<Values>) {
  const changes: Partial<Values> = {}
  const problems: { [Name in keyof Values]?: string } = {}
  const finds: { [Name in keyof Values]?: () => Promise<unknown> } = {}
  const isCurrency = (name: keyof Values) => fields[name].kind === 'currency'
  // An amount is read in the currency that is chosen beside it.
  for (const name of namesIn<Values>(draft).toSorted((a, b) => Number(isCurrency(b)) - Number(isCurrency(a)))) {
    const kind = kindOf(fields[name])
    const context = contextOf(name, { ...values, ...changes })
    const [typed, stored] = [draft[name], values[name]]
    const reading = typed === kind.draft(stored, context) ? { value: stored } : kind.read(typed, context)
    if ('find' in reading) finds[name] = reading.find
    else if ('problem' in reading) problems[name] = reading.problem
    else if (!isSame(reading.value, stored)) changes[name] = reading.value as Values[typeof name]
  }
  return { changes, problems, finds }
}

/** The draft once its names are looked up. */
export async function settledDraft<Values>(form: Form<Values>, draft: Draft<Values>): Promise<Draft<Values>> {
  const finds = Object.entries<(() => Promise<unknown>) | undefined>(readDraft(form, draft).finds)
  return {
    ...draft,
    ...Object.fromEntries(await Promise.all(finds.map(async ([name, find]) => [name, await find?.()]))),
  }
}

/** What was typed since a draft was sent. */
export const since = <Values>(draft: Draft<Values>, sent: Draft<Values>) =>
  Object.fromEntries(
    namesIn<Values>(draft)
      .filter((name) => draft[name] !== sent[name])
      .map((name) => [name, draft[name]]),
  ) as Draft<Values>
