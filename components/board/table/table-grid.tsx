import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, Fragment, type RefObject, useCallback, useEffect } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { useBoard, useObservable, useStages } from '../model/board-context'
import { renderedRows } from '../paint/rendered-rows'
import { columns, tableWidth } from './rows/columns'
import { isInput } from './rows/grid-cell'
import { useTable } from './table-context'
import { TableHead } from './table-head'
import { cellClass, TableRow } from './table-row'
import { useRowHeight } from './use-row-height'

const HEADERS = 100
/** The number of rows below the viewport that are loaded ahead. */
const AHEAD = 60
type Props = { scroller: RefObject<HTMLDivElement | null>; sort: string; onSort: (sort: string) => void }

/** The table: only visible rows and the focused one are rendered. */
export function TableGrid({ scroller, sort, onSort }: Props) {
  const { board } = useBoard()
  const { rows, grid, clipboard } = useTable()
  const { rows: loaded, next, status, size } = useObservable(rows.state)
  const stages = useStages()
  const height = useRowHeight()
  const pinned = useObservable(grid.active, ({ id }) => (id ? rows.indexOf(id) : -1))
  const virtual = useVirtualizer({
    count: size,
    getScrollElement: () => scroller.current,
    initialRect: { width: innerWidth, height: innerHeight - HEADERS },
    estimateSize: () => height,
    overscan: 8,
    rangeExtractor: useCallback((range: Range) => renderedRows(defaultRangeExtractor(range), pinned), [pinned]),
  })
  const needed = (virtual.range?.endIndex ?? 0) + AHEAD

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtual.measure(), [virtual, height])

  useEffect(() => {
    if (next !== null && status === 'ready') rows.loadUpTo(needed)
  }, [rows, next, status, needed])

  const items = virtual.getVirtualItems()
  return (
    <div ref={scroller} className="relative min-h-0 flex-1 scroll-pt-11 scroll-pl-44 overflow-auto sm:scroll-pl-60">
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are walked by arrows and edited
        role="grid"
        aria-label="Deals"
        aria-describedby="table-keys"
        aria-rowcount={size + 1}
        aria-colcount={columns.length}
        aria-readonly={board.canEdit ? undefined : true}
        aria-multiselectable={board.canEdit ? true : undefined}
        aria-busy={status === 'loading'}
        onKeyDown={grid.press}
        onCopy={clipboard.copy}
        onPaste={clipboard.paste}
        // Shift and a click select rows, not their text.
        onMouseDown={(event) => event.shiftKey && !isInput(event.target) && event.preventDefault()}
        onClick={grid.click}
        onDoubleClick={(event) => grid.edit(event.target)}
        onFocus={(event) => grid.noteFocus(event.target)}
        style={{ '--narrow': `${tableWidth.narrow}px`, '--wide': `${tableWidth.wide}px` } as CSSProperties}
        className="w-full min-w-(--narrow) table-fixed sm:min-w-(--wide) border-separate border-spacing-0 text-left"
      >
        <colgroup>
          {columns.map(({ key, width }) => (
            <col key={key} style={key === 'title' ? undefined : { width }} />
          ))}
        </colgroup>
        <TableHead sort={sort} onSort={onSort} />
        <tbody translate="no">
          {items.map(({ index, start }, at) => {
            const row = loaded[index]
            return (
              <Fragment key={row?.id ?? index}>
                <Gap height={start - (items[at - 1]?.end ?? 0)} />
                {row ? (
                  <TableRow
                    row={row}
                    index={index}
                    height={height}
                    stage={stages.find(({ id }) => id === row.stageId)}
                  />
                ) : (
                  <RowSkeleton height={height} />
                )}
              </Fragment>
            )
          })}
          <Gap height={virtual.getTotalSize() - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </div>
  )
}

const Gap = ({ height }: { height: number }) =>
  height > 0 && (
    <tr aria-hidden>
      <td colSpan={columns.length} style={{ height }} className="p-0" />
    </tr>
  )

const RowSkeleton = ({ height }: { height: number }) => (
  <tr aria-hidden style={{ height }}>
    {columns.map((column) => (
      <td key={column.key} className={cellClass(column)}>
        <Skeleton className="h-3.5 w-3/5" />
      </td>
    ))}
  </tr>
)
