import * as z from 'zod'
import { match } from '../query/schema'
import { amount, currency, day, line, optionalLine, percent, prose, tags, uuid } from '../values/formats'
import { type Field, type Fields, type Kind, namesWith, type With, type Writable, writableNames } from './field'

/** The values of a kind in an answer and in a body, and as the condition of a query. */
type Schemas = { answer: z.ZodType; input: (field: Field) => z.ZodType; match: z.ZodType }

const id = { answer: z.guid(), input: () => uuid, match: match.id }

const kinds = {
  contact: id,
  currency: { answer: z.string(), input: () => currency, match: match.text },
  day: { answer: z.iso.date(), input: () => day, match: match.day },
  member: id,
  moment: { answer: z.iso.datetime(), input: () => z.iso.datetime(), match: match.moment },
  money: {
    answer: z.number(),
    input: () => amount,
    match: z
      .string()
      .max(40)
      .regex(/^\d+(\.\d+)?$/, 'must be an amount as in 1200.50')
      .meta({ type: 'number', minimum: 0, pattern: undefined, maxLength: undefined })
      .describe('Exactly this, in major units; needs the currency beside it'),
  },
  percent: { answer: z.int(), input: () => percent, match: match.integer(100) },
  pipeline: id,
  stage: id,
  tags: { answer: z.array(z.string()), input: () => tags, match: match.text },
  text: {
    answer: z.string(),
    input: ({ required, multiline, max }) => (required ? line(1, max!) : multiline ? prose(max!) : optionalLine(max!)),
    match: match.text,
  },
} satisfies Record<Kind, Schemas>

/** Kinds that are never null. */
const complete = ['currency', 'tags'] as const satisfies Kind[]
type Complete = { kind: (typeof complete)[number] } | { required: true }
const isComplete = ({ kind, required }: Field) => required || (complete as Kind[]).includes(kind)

type Kinds = typeof kinds
type OrNull<F extends Field, Value> = F extends Complete ? Value : Value | null
type Answer<F extends Field> = OrNull<F, z.output<Kinds[F['kind']]['answer']>>
type Input<F extends Field> = OrNull<F, NonNullable<z.output<ReturnType<Kinds[F['kind']]['input']>>>>

/** The fields of an entity as an answer has them. */
export type Answers<F extends Fields> = { [Name in keyof F]: Answer<F[Name]> }

export type AnswerShape<F extends Fields> = { [Name in keyof F]: z.ZodType<Answers<F>[Name]> }

export type InputShape<F extends Fields> = {
  [Name in Writable<F>]: F[Name] extends { required: true }
    ? z.ZodType<Input<F[Name]>>
    : z.ZodOptional<z.ZodType<Input<F[Name]>>>
}

export type MatchShape<F extends Fields> = {
  [Name in With<F, 'match'>]: z.ZodType<z.output<Kinds[F[Name]['kind']]['match']>>
}

const shapeOf = <Shape>(names: string[], schemaOf: (name: string) => z.ZodType) =>
  Object.fromEntries(names.map((name) => [name, schemaOf(name)])) as Shape

/** Shape of the fields in an answer. */
export const answerShape = <F extends Fields>(fields: F) =>
  shapeOf<AnswerShape<F>>(Object.keys(fields), (name) => {
    const field = fields[name]!
    const { answer } = kinds[field.kind]
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
  shapeOf<MatchShape<F>>(namesWith(fields, 'match'), (name) => kinds[fields[name]!.kind].match)
