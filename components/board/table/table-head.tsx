import clsx from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useBoard, useObservable } from '../model/board-context'
import { sortOf } from '../store/order'
import { type Column, columns, headingId } from './rows/columns'
import { nextSort } from './rows/row-order'
import { useTable } from './table-context'

type Props = { sort: string; onSort: (sort: string) => void }

export function TableHead(props: Props) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map((column) => (
          <Heading key={column.key} column={column} {...props} />
        ))}
      </tr>
    </thead>
  )
}

function Heading({ column: { key, label, isNumber, sort: ownSort }, sort, onSort }: Props & { column: Column }) {
  const { model } = useBoard()
  const { grid } = useTable()
  const isActive = useObservable(grid.active, ({ id, column }) => id === undefined && column === key)
  const { by, descending } = sortOf(sort || 'stage')
  const isSorted = by === ownSort
  const Arrow = descending ? ArrowDown : ArrowUp

  function turn() {
    if (!ownSort) return
    const next = nextSort(sort, ownSort)
    const way = sortOf(next).descending ? 'descending' : 'ascending'
    onSort(next)
    model.speech.set(next ? `Sorted by ${label.toLowerCase()}, ${way}` : 'In the order of the board')
  }

  return (
    <th
      scope="col"
      data-column={key}
      aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : undefined}
      className={clsx(
        'sticky top-0 z-20 border-b border-border bg-canvas p-0 font-medium',
        key === 'title' && 'left-0 z-30',
      )}
    >
      <button
        type="button"
        id={headingId(key)}
        tabIndex={isActive ? 0 : -1}
        title={ownSort && `Sort by ${label.toLowerCase()}`}
        onClick={turn}
        className={clsx(
          'flex h-9 w-full items-center gap-1 px-3 text-xs hover:text-text focus-visible:-outline-offset-2 touch:h-11',
          isNumber && 'flex-row-reverse',
          key === 'title' && 'sm:pl-6',
          isSorted ? 'text-text' : 'text-muted',
        )}
      >
        <span className="truncate">{label}</span>
        {isSorted && <Arrow aria-hidden className="!size-3.5" />}
      </button>
    </th>
  )
}
