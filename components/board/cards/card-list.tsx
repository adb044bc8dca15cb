import clsx from 'clsx'
import { type FocusEvent, useRef, useState } from 'react'
import { useDropCell } from '../drag/drag-and-drop'
import { indexOfSlot, isHome } from '../drag/slots'
import { useBoard, useColumn, useObservable } from '../model/board-context'
import { CardSkeleton } from '../paint/card-skeleton'
import * as classes from '../paint/classes'
import { DealCard } from './deal-card'
import { offsetOf, useCardRows } from './use-card-rows'
import { useListHandle } from './use-list-handle'

type Props = {
  cell: string
  name: string
  isInViewport: boolean
  /** Whether the stage does not take the dragged deals. */
  isRefusing: boolean
  /** The text of a list without deals. */
  empty?: (isFiltered: boolean) => string
  /** Whether the list is in a lane, where all of its area takes drops. */
  inLane?: boolean
}

/** The deals of one cell; only rows near the viewport are in the document. */
export function CardList({ cell, name, isInViewport, isRefusing, empty, inLane = false }: Props) {
  const { model } = useBoard()
  const { ids, size, totals } = useColumn(cell)
  const line = useInsertionSlot(cell, isRefusing)
  const [focused, setFocused] = useState<string>()
  const list = useRef<HTMLOListElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  useDropCell(cell, inLane ? scroller : list)
  const { rows, items, first, last } = useCardRows(cell, { isInViewport, scroller, focused })
  useListHandle(cell, rows, { scroller, list })

  return (
    <div ref={scroller} className={clsx(classes.cardList, !inLane && 'overscroll-y-contain')}>
      <ol
        ref={list}
        aria-label={`Deals in ${name}, ${totals.count}`}
        onFocus={(event) => setFocused(dealOf(event))}
        onBlur={() => setFocused(undefined)}
        style={{ paddingTop: first?.start ?? 0, paddingBottom: rows.getTotalSize() - (last?.end ?? 0) }}
        className="relative shrink-0 grow"
      >
        {items.map(({ index, key, start, apart }) => {
          const id = ids[index]
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-labelledby={id && `deal-${id}`}
              aria-setsize={size}
              aria-posinset={index + 1}
              className={clsx(apart ? 'absolute inset-x-0' : index !== last?.index && 'mb-2')}
              style={apart ? { top: start } : undefined}
            >
              {id ? <DealCard id={id} /> : <CardSkeleton />}
            </li>
          )
        })}
        {line !== undefined && <InsertionLine top={offsetOf(line, rows)} />}
      </ol>
      {!size && line === undefined && empty && (
        <p className="pointer-events-none absolute inset-x-2 top-6 text-center text-xs text-muted">
          {empty(model.isFiltered())}
        </p>
      )}
    </div>
  )
}

/** The slot of the insertion line; undefined where a drop would not move the deals there. */
function useInsertionSlot(cell: string, isRefusing: boolean) {
  const { model } = useBoard()
  const { ids } = useColumn(cell)
  const slot = useObservable(model.drag, (drag) => (drag?.over?.cell === cell ? drag.over.slot : -1))
  const moving = useObservable(model.drag, (drag) => drag?.ids)
  if (slot < 0 || !moving || isRefusing || model.store.isSorted) return
  return isHome(indexOfSlot(slot, ids, moving), ids, moving) ? undefined : slot
}

const InsertionLine = ({ top }: { top: number }) => (
  <li
    aria-hidden
    className="pointer-events-none absolute inset-x-0 z-10 h-0.5 -translate-y-1/2 rounded-full bg-accent"
    style={{ top }}
  />
)

const dealOf = (event: FocusEvent) => event.target.closest('li')?.querySelector('a')?.id.replace('deal-', '')
