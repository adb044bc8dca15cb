import { plainAmount, shownAmount } from '@/components/plain-amount'
import type { Option } from '@/components/ui/forms/combobox'
import type { ColumnKey } from './rows/columns'
import type { Row } from './rows/row'

/** An edit of one field: what is sent, and what the row shows until the server has it. */
export type CellEdit = { column: ColumnKey; body: Record<string, unknown>; shown: Partial<Row> }

export const typedCells = {
  title: {
    text: (row: Row) => row.title,
    edit: (text: string) => ({ body: { title: text }, shown: text.trim() ? { title: text.trim() } : {} }),
  },
  amount: {
    text: ({ amount, currency }: Row) => (amount === null ? '' : shownAmount(amount, currency)),
    edit(text: string, { currency }: Row) {
      const plain = plainAmount(text, currency)
      // What cannot be read as an amount is sent as typed, for the server to refuse.
      if (plain === undefined) return { body: { amount: text }, shown: {} }
      return { body: { amount: plain || null }, shown: { amount: plain ? Number(plain) : null } }
    },
  },
  probability: {
    text: ({ probability }: Row) => (probability === null ? '' : String(probability)),
    edit(text: string) {
      const probability = text === '' ? null : Number(text)
      return { body: { probability }, shown: { probability } }
    },
  },
  expectedCloseDate: {
    text: ({ expectedCloseDate }: Row) => expectedCloseDate ?? '',
    edit: (text: string) => ({ body: { expectedCloseDate: text || null }, shown: { expectedCloseDate: text || null } }),
  },
}
export type TypedColumn = keyof typeof typedCells

/** The edit of a typed cell; undefined when the text is unchanged. */
export function typedEdit(column: TypedColumn, row: Row, text: string): CellEdit | undefined {
  if (text === typedCells[column].text(row)) return
  return { column, ...typedCells[column].edit(text, row) }
}

export const chosenCells = {
  stage: { id: (row: Row) => row.stageId, edit: (id: string) => ({ body: { stageId: id }, shown: { stageId: id } }) },
  client: {
    id: (row: Row) => row.clientId ?? '',
    edit: (id: string, name: string) => ({
      body: { clientId: id || null },
      shown: { clientId: id || null, clientName: id ? name : null },
    }),
  },
  owner: {
    id: (row: Row) => row.ownerId ?? '',
    edit: (id: string) => ({ body: { ownerId: id || null }, shown: { ownerId: id || null } }),
  },
}
export type ChosenColumn = keyof typeof chosenCells

export function chosenEdit(column: ChosenColumn, row: Row, { id, label }: Option): CellEdit | undefined {
  if (id === chosenCells[column].id(row)) return
  return { column, ...chosenCells[column].edit(id, label) }
}

export type EditableColumn = TypedColumn | ChosenColumn
export const isTyped = (column: ColumnKey): column is TypedColumn => column in typedCells
export const isEditable = (column: ColumnKey): column is EditableColumn => isTyped(column) || column in chosenCells
