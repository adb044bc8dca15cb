import clsx from 'clsx'
import { type MouseEvent, memo } from 'react'
import type { BoardStage } from '@/lib/pipelines/schema'
import { SelectBox } from '../cards/select-box'
import { useBoard, useCard, useObservable, useStages } from '../model/board-context'
import { boardUrl } from '../url/board-url'
import { CellContent } from './cell-content'
import { CellEditor } from './cell-editor'
import { RefusedCell } from './refused-cell'
import { type Column, cellId, columns, isEditable } from './rows/columns'
import { newestOf } from './rows/newest'
import type { Row } from './rows/row'
import { useTable } from './table-context'

type Props = { row: Row; index: number; height: number; stage: BoardStage | undefined }

export const TableRow = memo(function TableRow({ row: loaded, index, height, stage: home }: Props) {
  const { board, pace, today } = useBoard()
  const stages = useStages()
  const { edits, grid, selection } = useTable()
  const chosen = useObservable(selection.selected, (ids) => ids.has(loaded.id))
  const card = useCard(loaded.id)
  const active = useObservable(grid.active, ({ id, column }) => (id === loaded.id ? column : undefined))
  const editing = useObservable(grid.editing, (editing) => (editing?.opened.id === loaded.id ? editing : null))
  const row = newestOf(loaded, card)
  const refused = useObservable(edits.refused.cells, (cells) => cells.get(loaded.id))
  const stage = row.stageId === loaded.stageId ? home : stages.find(({ id }) => id === row.stageId)
  const shown = {
    row,
    stage,
    around: { members: board.members, stages, home: board.pipeline.currency },
    pace: pace.get(row.stageId),
    today,
  }
  return (
    <tr
      data-deal={row.id}
      aria-rowindex={index + 2}
      aria-selected={board.canEdit ? chosen : undefined}
      style={{ height }}
      className="group"
    >
      {columns.map((column) => {
        const wrong = refused?.find((each) => each.column === column.key)
        const content = <CellContent column={column.key} {...shown} />
        return (
          <td
            key={column.key}
            // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid
            role="gridcell"
            id={cellId(row.id, column.key)}
            data-column={column.key}
            tabIndex={active === column.key ? 0 : -1}
            aria-readonly={isEditable(column.key) ? undefined : true}
            aria-invalid={wrong ? true : undefined}
            className={clsx(cellClass(column), chosen && 'bg-accent-soft!')}
          >
            {editing?.column === column.key ? (
              <CellEditor {...editing} />
            ) : wrong ? (
              <RefusedCell refused={wrong} />
            ) : column.key === 'title' ? (
              <Title row={row} chosen={chosen} isSaving={card?.saving ?? false} />
            ) : (
              content
            )}
          </td>
        )
      })}
    </tr>
  )
})

export const cellClass = ({ key, isNumber }: Pick<Column, 'key' | 'isNumber'>) =>
  clsx(
    'truncate border-b border-border px-3 focus:-outline-offset-2 focus:outline-2 focus:outline-accent has-[input:not([type=checkbox]),select]:px-1 has-[input:not([type=checkbox]),select]:py-0',
    isNumber && 'text-right tabular-nums',
    key === 'title'
      ? 'sticky left-0 z-10 bg-canvas font-medium group-hover:bg-sunken sm:pl-6'
      : 'group-hover:bg-sunken',
  )

function Title({ row, chosen, isSaving }: { row: Row; chosen: boolean; isSaving: boolean }) {
  const { board, openDeal } = useBoard()
  const { selection } = useTable()

  function open(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return
    event.preventDefault()
    openDeal(row.id)
  }

  return (
    <span className="flex items-center gap-2">
      {board.canEdit && (
        <SelectBox
          title={row.title}
          checked={chosen}
          shortcut="Shift and Space"
          className="shrink-0 sm:-ml-5 sm:-mr-1 pointer-coarse:opacity-100"
          onClick={(event) => {
            event.stopPropagation()
            if (!selection.click(row.id, event)) selection.toggle(row.id)
          }}
        />
      )}
      <a
        href={boardUrl({ deal: row.id })}
        tabIndex={-1}
        dir="auto"
        title={row.title}
        onClick={open}
        className="truncate hover:underline"
      >
        {row.title}
      </a>
      {isSaving && (
        <span
          title="Saving"
          className="size-1.5 shrink-0 rounded-full bg-accent transition-opacity delay-300 starting:opacity-0"
        >
          <span className="sr-only">Saving</span>
        </span>
      )}
    </span>
  )
}
