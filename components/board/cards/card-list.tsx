import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import clsx from 'clsx'
import { type FocusEvent, useCallback, useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useDropCell } from '../drag/dnd'
import { indexOfSlot, isHome, slotAt } from '../drag/insertion'
import { useBoard, useCell, useColumn } from '../model/board-context'
import { heightOf } from '../paint/card-height'
import { CardSkeleton } from '../paint/card-skeleton'
import * as classes from '../paint/classes'
import { withKept } from '../paint/rendered-rows'
import { DealCard } from './deal-card'

const GAP = 8
const COLUMN = 272
const HEADERS = 128

type Props = {
  cell: string
  name: string
  isInSight: boolean
  /** What is said where there are none. */
  empty?: (isFiltered: boolean) => string
  /** In a lane the whole of it takes drops, and no more than what is seen. */
  inLane?: boolean
}

/** The deals of one column: only the rows in view are in the document, in normal flow so that nothing jumps while they are measured. */
export function CardList({ cell, name, isInSight, empty, inLane = false }: Props) {
  const { model, look } = useBoard()
  const { ids, size, next, totals } = useColumn(cell)
  const slot = useCell(model.drag, (drag) => (drag?.over?.cell === cell ? drag.over.slot : -1))
  const moving = useCell(model.drag, (drag) => drag?.ids)
  const setDropNode = useDropCell(cell)
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLOListElement | null>(null)
  const [focused, setFocused] = useState<string>()
  const kept = focused ? ids.indexOf(focused) : -1
  // The cards in sight are painted before those around them are made.
  const isFirst = useDeferredValue(false, true)

  // Cards that look otherwise have to be measured again.
  const lookKey = ` ${look.density} ${[...look.fields]}`

  const rows = useVirtualizer({
    count: size,
    getScrollElement: () => scroller.current,
    initialRect: { width: COLUMN, height: innerHeight - HEADERS },
    estimateSize: (index) => heightOf(model.store.card(ids[index] ?? '')?.card, look),
    // Another function has every row placed anew.
    getItemKey: useCallback((index: number) => (ids[index] ?? index) + lookKey, [ids, lookKey]),
    gap: GAP,
    overscan: isFirst ? 0 : 4,
    enabled: !isFirst || isInSight,
    scrollPaddingStart: GAP,
    scrollPaddingEnd: GAP,
    rangeExtractor: useCallback((range: Range) => withKept(defaultRangeExtractor(range), kept), [kept]),
  })
  const items = rows.getVirtualItems()
  const flow = items.filter((item) => !isApart(item.index, items.length, items, kept))
  const first = flow[0]
  const last = flow.at(-1)
  const needed = last?.index ?? 0

  useEffect(() => {
    if (next !== null && needed >= ids.length) model.loadUpTo(cell, needed + 1).catch(() => {})
  }, [model, cell, next, needed, ids.length])

  const offsetOf = (gap: number) => {
    const row = rows.measurementsCache[gap]
    const above = rows.measurementsCache[gap - 1]
    return row ? row.start - GAP / 2 : above ? above.end + GAP / 2 : GAP / 2
  }

  useLayoutEffect(() => {
    const top = () => list.current!.getBoundingClientRect().top
    model.lists.set(cell, {
      slotAt: (y) => slotAt(y - top(), rows.getVirtualItems(), model.store.column(cell).ids.length),
      reveal(gap) {
        scroller.current!.closest('[data-stage]')!.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        if (size) rows.scrollToIndex(Math.min(gap, size - 1))
        const { left } = list.current!.getBoundingClientRect()
        return { x: left, y: top() + offsetOf(gap) }
      },
      scrollTo: (index) => rows.scrollToIndex(Math.max(0, index)),
    })
    return () => {
      model.lists.delete(cell)
    }
  })

  const listRef = useCallback(
    (node: HTMLOListElement | null) => {
      list.current = node
      if (!inLane) setDropNode(node)
    },
    [setDropNode, inLane],
  )
  const scrollerRef = useCallback(
    (node: HTMLDivElement | null) => {
      scroller.current = node
      if (inLane) setDropNode(node)
    },
    [setDropNode, inLane],
  )
  const isArranged = moving && !model.store.isSorted
  const line = slot >= 0 && isArranged && !isHome(indexOfSlot(slot, ids, moving), ids, moving)

  return (
    <div ref={scrollerRef} className={clsx(classes.cardList, !inLane && 'overscroll-y-contain')}>
      <ol
        ref={listRef}
        aria-label={`Deals in ${name}, ${totals.count}`}
        onFocus={(event) => setFocused(dealOf(event))}
        onBlur={() => setFocused(undefined)}
        style={{ paddingTop: first?.start ?? 0, paddingBottom: rows.getTotalSize() - (last?.end ?? 0) }}
        className="relative shrink-0 grow"
      >
        {items.map(({ index, key, start }) => {
          const id = ids[index]
          const apart = isApart(index, items.length, items, kept)
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
        {line && (
          <li
            aria-hidden
            className="pointer-events-none absolute inset-x-0 z-10 h-0.5 -translate-y-1/2 rounded-full bg-accent"
            style={{ top: offsetOf(slot) }}
          />
        )}
      </ol>
      {!size && !line && empty && (
        <p className="pointer-events-none absolute inset-x-2 top-6 text-center text-xs text-muted">
          {empty(model.isFiltered())}
        </p>
      )}
    </div>
  )
}

/** The focused row stays in the document when it is scrolled away, out of the flow of those in view. */
function isApart(index: number, count: number, items: { index: number }[], kept: number) {
  if (index !== kept || count < 2) return false
  if (index === items[0]!.index) return items[1]!.index !== index + 1
  return index === items.at(-1)!.index && items.at(-2)!.index !== index - 1
}

const dealOf = (event: FocusEvent) => event.target.closest('li')?.querySelector('a')?.id.replace('deal-', '')
