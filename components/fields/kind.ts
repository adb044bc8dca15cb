import type { ReactNode } from 'react'
import type { Field, Kind } from '@/lib/fields/field'
import type { BoardStage } from '@/lib/pipelines/schema'

/** Kinds whose values people change in a form of fields. */
export type EditedKind = Exclude<
  Kind,
  'color' | 'decimal' | 'flag' | 'id' | 'integer' | 'moment' | 'options' | 'pipeline'
>
export type EditedField = Field & { kind: EditedKind }

export type Named = { id: string; name: string }

/** A field, and what is around its value in a record. */
export type FieldContext = {
  field: Field
  /** The currency of the record's amounts. */
  currency: string
  /** The one whose sign may be short. */
  home: string | undefined
  stage: BoardStage | undefined
  stages: BoardStage[]
  members: Named[]
  /** The contacts whose names are known. */
  contacts: Named[]
  /** Whether only what there is can be chosen. */
  isSearch?: boolean
}

/** Today is as YYYY-MM-DD. */
export type CellContext = FieldContext & { today: string }

/** What a draft says: a value, why it says none, or how to find out. */
export type Reading<Value, Draft> = { value: Value } | { problem: string } | { find: () => Promise<Draft> }

export type InputProps<Draft> = {
  draft: Draft
  onDraft(draft: Draft): void
  context: FieldContext
}

/**
 * The browser's side of a kind of field. A draft is what stands in its input, which only the kind itself understands.
 * The methods take any kind's values, so that a list of fields can be gone through.
 */
export type FieldKind<Value = unknown, Draft = unknown> = {
  draft(value: Value, context: FieldContext): Draft
  read(draft: Draft, context: FieldContext): Reading<Value, Draft>
  /** A draft as text. */
  typed(draft: Draft): string
  /** The draft of a text that is typed or pasted in its place. */
  ofText(text: string, field: Field): Draft
  /** The value as a text that a spreadsheet reads too, where that is not its draft's. */
  plain?(value: Value): string
  /** Whether a draft came of a choice, which ends the typing. */
  isChosen?(draft: Draft): boolean
  /** The value in words; undefined where it is none, or has none. */
  words(value: Value, context: FieldContext): string | undefined
  Input(props: InputProps<Draft>): ReactNode
  /** The value in a cell of a table, where it looks different from its words. */
  Cell?(props: { value: Value; context: CellContext }): ReactNode
  /** The input in a cell of a table, where it differs. */
  CellInput?(props: InputProps<Draft>): ReactNode
  /** The value of a column of the log, where that is another. */
  ofColumn?(stored: Value, context: FieldContext): Value
  /** What follows the label of an input. */
  unit?: string
  /** What the input of an empty field says. */
  hint?(context: FieldContext): string | undefined
  /** What stands for none in words. */
  none?: string
  /** Columns of a form's twelve. */
  span: string
  isNumber?: true
}
