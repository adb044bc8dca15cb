import * as z from 'zod'
import { match } from '../query/schema'
import {
  amount,
  color,
  currency,
  day,
  email,
  ignoredKeys,
  line,
  optionalLine,
  percent,
  plainAmount,
  prose,
  tags,
  uuid,
} from '../values/formats'
import { type Field, type Fields, type Kind, namesWith, type With, type Writable, writableNames } from './field'

/** The values of a kind in an answer and in a body, and as the condition of a query. */
type Schemas = Record<'answer' | 'input' | 'match', (field: Field) => z.ZodType>

const id = { answer: () => z.guid(), input: () => uuid, match: () => match.id }

const kinds = {
  color: { answer: () => z.string(), input: () => color, match: () => match.text },
  contact: id,
  currency: { answer: () => z.string(), input: () => currency, match: () => match.text },
  day: { answer: () => z.iso.date(), input: () => day, match: () => match.day },
  decimal: {
    answer: () => z.number(),
    input: ({ positive }) => (positive ? plainAmount.refine((value) => value > 0, 'must be more than 0') : plainAmount),
    match: () => match.text,
  },
  flag: { answer: () => z.boolean(), input: () => z.boolean(), match: () => match.flag },
  id,
  integer: {
    answer: () => z.int(),
    input: ({ min = 0, max }) => z.int().min(min).max(max!),
    match: () => match.integer(),
  },
  member: id,
  moment: { answer: () => z.iso.datetime(), input: () => z.iso.datetime(), match: () => match.moment },
  money: {
    answer: () => z.number(),
    input: () => amount,
    match: () =>
      z
        .string()
        .max(40)
        .regex(/^\d+(\.\d+)?$/, 'must be an amount as in 1200.50')
        .meta({ type: 'number', minimum: 0, pattern: undefined, maxLength: undefined })
        .describe('Exactly this, in major units; needs the currency beside it'),
  },
  option: { answer: optionOf, input: optionOf, match: (field) => optionOf(field).describe('Exactly this') },
  options: {
    answer: (field) => z.array(optionOf(field)),
    input: (field) =>
      z
        .array(optionOf(field))
        .max(100)
        .transform((chosen) => Object.keys(field.options!).filter((option) => chosen.includes(option))),
    match: () => match.text,
  },
  percent: { answer: () => z.int(), input: () => percent, match: () => match.integer(100) },
  pipeline: id,
  stage: id,
  tags: { answer: () => z.array(z.string()), input: () => tags, match: () => match.text },
  text: {
    answer: () => z.string(),
    input({ required, multiline, format, max = 0 }) {
      if (format === 'email') return email(max)
      return required ? line(1, max) : multiline ? prose(max) : optionalLine(max)
    },
    match: ({ match: how }) => (how === 'part' ? match.text.describe('Contains, whatever the case') : match.text),
  },
} satisfies Record<Kind, Schemas>

const named = new Map<string, z.ZodType<string, string>>()

/** One of the options of a field; the same of the same name, as the document has each name once. */
function optionOf({ options, schema }: Field) {
  const values = Object.keys(options!)
  const known = named.get(schema!) ?? z.enum(values, `must be one of ${values.join(', ')}`).meta({ id: schema })
  named.set(schema!, known)
  return known
}

type Complete = { required: true } | { notNull: true }
const isComplete = ({ required, notNull }: Field) => required || notNull

type Kinds = typeof kinds
type Value<F extends Field, Side extends keyof Schemas> = F extends { options: Record<infer Option, string> }
  ? F['kind'] extends 'options'
    ? Option[]
    : Option
  : z.output<ReturnType<Kinds[F['kind']][Side]>>
type OrNull<F extends Field, Value> = F extends Complete ? Value : Value | null
type Answer<F extends Field> = OrNull<F, Value<F, 'answer'>>
type Input<F extends Field> = OrNull<F, NonNullable<Value<F, 'input'>>>

/** The fields of an entity as an answer has them. */
export type Answers<F extends Fields> = { [Name in keyof F]: Answer<F[Name]> }

export type AnswerShape<F extends Fields> = { [Name in keyof F]: z.ZodType<Answers<F>[Name]> }

export type InputShape<F extends Fields> = {
  [Name in Writable<F>]: F[Name] extends { required: true }
    ? z.ZodType<Input<F[Name]>>
    : z.ZodOptional<z.ZodType<Input<F[Name]>>>
}

export type MatchShape<F extends Fields> = {
  [Name in With<F, 'match'>]: z.ZodType<Value<F[Name], 'match'>>
}

const shapeOf = <Shape>(names: string[], schemaOf: (name: string) => z.ZodType) =>
  Object.fromEntries(names.map((name) => [name, schemaOf(name)])) as Shape

/** Shape of the fields in an answer. */
export const answerShape = <F extends Fields>(fields: F) =>
  shapeOf<AnswerShape<F>>(Object.keys(fields), (name) => {
    const field = fields[name]!
    const answer = kinds[field.kind].answer(field)
    return (isComplete(field) ? answer : answer.nullable()).describe(field.about ?? field.label)
  })

/** Shape of the fields in the body of a write, where only required ones must be there. */
export const inputShape = <F extends Fields>(fields: F) =>
  shapeOf<InputShape<F>>(writableNames(fields), (name) => {
    const field = fields[name]!
    const input = kinds[field.kind].input(field)
    const value = isComplete(field) ? input : input.nullable()
    return (field.required ? value : value.optional()).describe(field.aboutInput ?? field.about ?? field.label)
  })

/** Shape of the conditions that a query may set on fields. */
export const matchShape = <F extends Fields>(fields: F) =>
  shapeOf<MatchShape<F>>(namesWith(fields, 'match'), (name) => kinds[fields[name]!.kind].match(fields[name]!))

/** Names in a body that are ignored, so that what GET returned can be written back; `further` are those of its noun. */
export const ignoredOf = (fields: Fields, ...further: string[]) => [
  ...ignoredKeys,
  ...namesWith(fields, 'readOnly'),
  ...further,
]
