/** What a field holds. Its schemas are in schemas.ts beside this, its words and inputs in components/fields. */
export type Kind =
  | 'color'
  | 'contact'
  | 'currency'
  | 'day'
  | 'decimal'
  | 'flag'
  | 'id'
  | 'integer'
  | 'member'
  | 'moment'
  | 'money'
  | 'option'
  | 'options'
  | 'percent'
  | 'pipeline'
  | 'stage'
  | 'tags'
  | 'text'

export type Field = {
  kind: Kind
  /** Name in headings and forms. */
  label: string
  /** Key of the column in a row, where it is not that of the field. */
  column?: string
  /** It is never null, and a new entity must have it unless it is readOnly. */
  required?: true
  /** It is never null; what the body of a new entity leaves out is filled in. */
  notNull?: true
  /** The server sets it; in a body it is ignored. */
  readOnly?: true
  /** Characters of a text at most, or the greatest whole number; `min` is the least, 0 unless given. */
  max?: number
  min?: number
  /** A decimal that is more than 0. */
  positive?: true
  /** What a text is. */
  format?: 'email' | 'tel' | 'url'
  /** The values to choose from, with their labels; `schema` names them in the document. */
  options?: Readonly<Record<string, string>>
  schema?: string
  /** A text of several lines. */
  multiline?: true
  /** Path of the API's list of the usual values of a text; others are typed. */
  choices?: string
  /** Values that are offered before any are in use. */
  usual?: readonly string[]
  /** Name of the field with the currency of an amount. */
  currency?: string
  /** Only entities in a stage of this kind have it. */
  only?: 'lost'
  /** Where it is not set, that of the stage holds. */
  ofStage?: true
  /** A day by which it should be done: past it, what is open is overdue. */
  due?: true
  /** Pixels of its column in tables; without them it has none. */
  width?: number
  /** What the document says of it in answers, and in bodies. */
  about?: string
  aboutInput?: string
  /** A list may be filtered by its exact value or by part of it, and put in its order. */
  match?: true | 'part'
  order?: true
  /** The words of a search may stand in it. */
  search?: true
  /** What a stage that requires it is said to ask for. */
  need?: string
  /** What a board sorted by it is said to go by. */
  sort?: string
  /** It stands on the card of its entity; an optional one only where that is chosen. */
  card?: true | 'optional'
  /** A board can be filtered by words in it. */
  filter?: true
  /** A board can be filtered by the least and the greatest value, which have these names there. */
  range?: { from: string; to: string; hint?: string }
  /** Many entities may be given the same value at once. */
  bulk?: true
}

/** The fields of a noun, by their names in the API and in the order of its answers. */
export type Fields = Record<string, Field>

/** Names of the fields that have a property. */
export type With<F extends Fields, Property extends keyof Field> = {
  [Name in keyof F & string]: F[Name] extends Record<Property, unknown> ? Name : never
}[keyof F & string]

export type Writable<F extends Fields> = Exclude<keyof F & string, With<F, 'readOnly'>>

export const namesWith = <F extends Fields, Property extends keyof Field>(fields: F, property: Property) =>
  Object.keys(fields).filter((name) => fields[name]![property] !== undefined) as With<F, Property>[]

export const writableNames = <F extends Fields>(fields: F) =>
  Object.keys(fields).filter((name) => !fields[name]!.readOnly) as Writable<F>[]

/** Key of a field's column in a row. */
export type ColumnOf<F extends Fields, Name extends keyof F> = Name extends keyof F
  ? F[Name] extends { column: infer Column extends string }
    ? Column
    : Name & string
  : never

export const columnOf = <F extends Fields, Name extends keyof F & string>(fields: F, name: Name) =>
  (fields[name]!.column ?? name) as ColumnOf<F, Name>

export const labelOf = (fields: Fields, name: string) => fields[name]!.label

export const pick = <T extends object, Name extends keyof T>(from: T, names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, Name>
