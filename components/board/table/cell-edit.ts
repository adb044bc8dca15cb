import { plainAmount, shownAmount } from '@/components/plain-amount'
import type { Option } from '@/components/ui/forms/combobox'
import type { Edit } from './edits'
import type { ColumnKey } from './rows/columns'
import type { Row } from './rows/row'

/** Cells whose value is typed. */
export const typed = {
  title: {
    text: (row: Row) => row.title,
    edit: (text: string) => ({ body: { title: text }, shown: text.trim() ? { title: text.trim() } : {} }),
  },
  amount: {
    text: ({ amount, currency }: Row) => (amount === null ? '' : shownAmount(amount, currency)),
    edit(text: string, { currency }: Row) {
      const plain = plainAmount(text, currency)
      // What is no amount goes as it is: the server says what is wrong with it.
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
export type TypedColumn = keyof typeof typed

/** Undefined when nothing was changed. */
export function typedEdit(column: TypedColumn, row: Row, text: string): Edit | undefined {
  if (text === typed[column].text(row)) return
  return { column, ...typed[column].edit(text, row) }
}

/** Cells whose value is chosen; no id is none. */
export const chosen = {
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
export type ChosenColumn = keyof typeof chosen

export function chosenEdit(column: ChosenColumn, row: Row, { id, label }: Option): Edit | undefined {
  if (id === chosen[column].id(row)) return
  return { column, ...chosen[column].edit(id, label) }
}

export type EditableColumn = TypedColumn | ChosenColumn
export const isTyped = (column: ColumnKey): column is TypedColumn => column in typed
export const isEditable = (column: ColumnKey): column is EditableColumn => isTyped(column) || column in chosen
