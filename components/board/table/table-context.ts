import { createContext, useContext } from 'react'
import type { Clipboard } from './clipboard'
import type { Edits } from './edits'
import type { Grid } from './grid'
import type { RowSelection } from './rows/row-selection'
import type { Rows } from './rows/rows'

export type TableModel = { rows: Rows; edits: Edits; grid: Grid; clipboard: Clipboard; selection: RowSelection }

export const TableContext = createContext<TableModel | null>(null)

export const useTable = () => useContext(TableContext)!
