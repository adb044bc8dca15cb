import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { EmptyBoard } from '../columns/empty-board'
import { useBoard, useObservable, useStages } from '../model/board-context'
import { filterOf, queryOf } from '../url/filter'
import { useShape } from '../url/use-shape'
import type { OnGone } from './active-cell'
import { createClipboard } from './clipboard'
import { createEdits } from './edits'
import { EmptyTable } from './empty-table'
import { createGrid, type Grid } from './grid'
import { createRowSelection } from './rows/row-selection'
import { createRows } from './rows/rows'
import { TableContext } from './table-context'
import { TableGrid } from './table-grid'
import { TableNotice } from './table-notice'
import { TableSkeleton } from './table-skeleton'

const keys = 'Press Space to open a deal, arrow keys to go from cell to cell, Control or Command and C to copy a cell.'
const editingKeys =
  'Type to replace what is in a cell, press Enter to edit it, Delete to empty it. Escape leaves it as it was, Tab saves it and goes on to the next. Control or Command and V pastes cells. Press Shift and Space to select a deal, Shift and arrow keys to select several; with Control or Command, A selects all, C copies the selected deals, Backspace deletes them.'

export default function DealTable() {
  return useStages().length ? <Table /> : <EmptyBoard />
}

function Table() {
  const { model, board, changes, openDeal, askDelete } = useBoard()
  const filter = queryOf(filterOf(useSearchParams()))
  const { shape, apply } = useShape()
  const sort = shape.sort ?? ''
  const scroller = useRef<HTMLDivElement>(null)
  const [table] = useState(() => {
    const rows = createRows(board, model.store)
    const around = () => ({ members: model.store.members, stages: model.store.stages, home: board.pipeline.currency })
    const edits = createEdits({ model, rows, around, onWrong: (cell) => grid.resume(cell) })
    const selection = createRowSelection(model, rows)
    const { canEdit } = board
    const onGone: OnGone = (gone, next) => {
      if (gone.typed || model.isChangedElsewhere(gone.id))
        model.standIn(gone, next, { label: 'Open', onClick: () => openDeal(gone.id) })
    }
    const grid: Grid = createGrid({ rows, edits, selection, canEdit, around, openDeal, askDelete, onGone, scroller })
    const clipboard = createClipboard({ model, rows, edits, grid, canEdit, around })
    return { rows, edits, grid, selection, clipboard }
  })
  const { rows, status } = useObservable(table.rows.state)

  useEffect(() => {
    table.rows.show(sort, filter)
  }, [table, sort, filter])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another order is read from its top
  useEffect(() => {
    scroller.current?.scrollTo(0, 0)
  }, [sort, filter])

  useEffect(() => changes.subscribe(() => table.rows.hear(changes.get().event)), [table, changes])

  return (
    <TableContext value={table}>
      {rows.length ? (
        <TableGrid scroller={scroller} sort={sort} onSort={(sort) => apply({ sort })} />
      ) : status === 'loading' ? (
        <TableSkeleton />
      ) : (
        <EmptyTable status={status} onRetry={table.rows.showAgain} />
      )}
      <TableNotice />
      <p id="table-keys" hidden>
        {board.canEdit ? `${keys} ${editingKeys}` : keys}
      </p>
    </TableContext>
  )
}
