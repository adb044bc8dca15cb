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
import type { Answers } from './schemas'

const columnsNamed = <F extends Fields, Name extends keyof F & string>(table: object, fields: F, names: Name[]) =>
  Object.fromEntries(
    names.map((name) => [name, (table as Record<string, PgColumn>)[columnOf(fields, name)]]),
  ) as Record<Name, PgColumn>

/** A table's columns of all fields, by the names of the fields. */
export const columnsOf = <F extends Fields>(table: object, fields: F) =>
  columnsNamed(table, fields, Object.keys(fields) as (keyof F & string)[])

/** A table's columns of the fields that have a property, by the names of the fields. */
export const columnsWith = <F extends Fields, Property extends keyof Field>(
  table: object,
  fields: F,
  property: Property,
) => columnsNamed<F, With<F, Property>>(table, fields, namesWith(fields, property))

type Values<F extends Fields, Name extends keyof F> = { [N in Name as ColumnOf<F, N>]?: Answers<F>[N] }

/** The values in a body of the fields that it names, by the columns they go to; `names` are those that may be there. */
export function valuesOf<F extends Fields, Name extends Writable<F>>(
  fields: F,
  body: object,
  names: Name[] = writableNames(fields) as Name[],
) {
  const values = names.map((name) => [columnOf(fields, name), (body as Record<string, unknown>)[name]] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Values<F, Name>
}

const blanks: { [Kind in Field['kind']]?: unknown } = { flag: false, tags: [] }
type BlankOf<Kind> = Kind extends 'tags' ? string[] : Kind extends 'flag' ? boolean : null

type Blank<F extends Fields> = {
  [Name in Exclude<Writable<F>, With<F, 'required'>> as ColumnOf<F, Name>]: BlankOf<F[Name]['kind']>
}

/** What a new row holds in the fields that may be left out. */
export const blankOf = <F extends Fields>(fields: F) =>
  Object.fromEntries(
    writableNames(fields)
      .filter((name) => !fields[name]!.required)
      .map((name) => [columnOf(fields, name), blanks[fields[name]!.kind] ?? null]),
  ) as Blank<F>
