import { dealForm, dealOfCard, onCard, type Surroundings } from '@/components/deals/deal-draft'
import type { DealValues } from '@/components/deals/deal-values'
import { readDraft, settledDraft } from '@/components/drafts/drafts'
import { kindOf } from '@/components/fields/kinds'
import { localDay } from '@/components/format'
import { dealFields } from '@/lib/fields/deal'
import { type ColumnKey, type EditableColumn, isEditable, labelOf } from './rows/columns'
import type { Row } from './rows/row'

/** What was typed into cells of one row, by their columns. */
export type Typed = { readonly [Column in EditableColumn]?: unknown }

/** What was typed into a cell and is not saved, and why. */
export type Refused = { column: EditableColumn; draft: unknown; problem: string }

/** What was typed, read: what is sent, what the row shows until the server has it, and what cannot be read. */
export type Reading = {
  typed: Typed
  body: Partial<DealValues>
  shown: Partial<Row>
  refused: Refused[]
  /** Finds out what the names stand for. */
  lookUp?: () => Promise<Typed>
}

export const columnsIn = (typed: Typed) => Object.keys(typed) as EditableColumn[]

/** Reads what was typed into cells of a row; what the row has already is not sent. */
export function readCells(row: Row, typed: Typed, around: Surroundings): Reading {
  const form = dealForm(dealOfCard(row), around)
  const { changes: body, problems, finds } = readDraft(form, typed)
  // An amount in another currency than is meant is another amount.
  for (const [one, other] of [
    ['amount', 'currency'],
    ['currency', 'amount'],
  ] as const) {
    if (!problems[one] || body[other] === undefined) continue
    problems[other] = `${labelOf(one)} could not be read.`
    delete body[other]
  }
  const refused = columnsIn(problems).map((column) => ({ column, draft: typed[column], problem: problems[column]! }))
  const reading = { typed, body, shown: onCard(body, typed), refused }
  return Object.keys(finds).length ? { ...reading, lookUp: () => settledDraft(form, typed) } : reading
}

/** What a text means that is typed or pasted into a cell. */
export const draftOfText = (column: EditableColumn, text: string) =>
  kindOf(dealFields[column]).ofText(text, dealFields[column])

/** The value of a cell as a text that is read back as that, here and in a spreadsheet. */
export function textOf(column: ColumnKey, row: Row, around: Surroundings) {
  if (!isEditable(column)) return localDay(new Date(row[column]))
  const { plain, typed, draft } = kindOf(dealFields[column])
  if (plain) return plain(row[column])
  const deal = dealOfCard(row)
  return typed(draft(row[column], dealForm(deal, around).contextOf(column, deal)))
}
