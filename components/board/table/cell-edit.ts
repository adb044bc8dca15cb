import { dealForm, dealOfCard, onCard, type Surroundings } from '@/components/deals/deal-draft'
import type { DealValues } from '@/components/deals/deal-values'
import { readDraft, settledDraft } from '@/components/drafts/drafts'
import type { EditableColumn } from './rows/columns'
import type { Row } from './rows/row'

/** An edit of one field: what was typed, what is sent, and what the row shows until the server has it. */
export type CellEdit = { column: EditableColumn; draft: unknown; body: Partial<DealValues>; shown: Partial<Row> }

/** What was typed into a cell and is not saved, and why. */
export type Refused = { column: EditableColumn; draft: unknown; problem: string }

/** Finds out what a name stands for. */
export type LookUp = () => Promise<CellEdit | Refused | undefined>

/** Reads what was typed into a cell; nothing when that is what the row has. */
export function readCell(
  column: EditableColumn,
  row: Row,
  draft: unknown,
  around: Surroundings,
): CellEdit | Refused | LookUp | undefined {
  const form = dealForm(dealOfCard(row), around)
  const typed = { [column]: draft }
  const { changes: body, problems, finds } = readDraft(form, typed)
  const problem = problems[column]
  if (problem) return { column, draft, problem }
  if (!finds[column]) return Object.keys(body).length ? { column, draft, body, shown: onCard(body, typed) } : undefined
  return async () => {
    const settled = readCell(column, row, (await settledDraft(form, typed))[column], around)
    return typeof settled === 'function' ? undefined : settled
  }
}
