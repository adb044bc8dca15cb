import type { PgColumn } from 'drizzle-orm/pg-core'
import {
  type ColumnOf,
  columnOf,
  type Field,
  type Fields,
  namesWith,
  type With,
  type Writable,
  writableNames,
} from './field'

/** A table's columns of the fields that have a property, by the names of the fields. */
export const columnsWith = <F extends Fields, Property extends keyof Field>(
  table: object,
  fields: F,
  property: Property,
) =>
  Object.fromEntries(
    namesWith(fields, property).map((name) => [name, (table as Record<string, PgColumn>)[columnOf(fields, name)]]),
  ) as Record<With<F, Property>, PgColumn>

/** The values in a body of the fields that it names, by the columns they go to. */
export function valuesOf<F extends Fields, Row>(fields: F, names: Writable<F>[], body: object): Partial<Row> {
  const values = names.map((name) => [columnOf(fields, name), (body as Record<string, unknown>)[name]] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Partial<Row>
}

type Blank<F extends Fields> = {
  [Name in Exclude<Writable<F>, With<F, 'required'>> as ColumnOf<F, Name>]: F[Name]['kind'] extends 'tags'
    ? string[]
    : null
}

/** What a new row holds in the fields that may be left out. */
export const blankOf = <F extends Fields>(fields: F) =>
  Object.fromEntries(
    writableNames(fields)
      .filter((name) => !fields[name]!.required)
      .map((name) => [columnOf(fields, name), fields[name]!.kind === 'tags' ? [] : null]),
  ) as Blank<F>
