import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useDeferredValue, useEffect } from 'react'
import { useBoard, useColumn } from '../model/board-context'
import { cardHeight } from '../paint/card-height'
import { renderedRows } from '../paint/rendered-rows'

const GAP = 8
const COLUMN = 272
const HEADERS = 128

export type CardRows = Virtualizer<HTMLDivElement, Element>

type Options = {
  isInViewport: boolean
  scroller: RefObject<HTMLDivElement | null>
  /** The id of the deal whose row stays in the document. */
  focused: string | undefined
}

/** The rendered rows of a cell, whose deals are loaded as they come into the viewport. */
export function useCardRows(cell: string, { isInViewport, scroller, focused }: Options) {
  const { model, look } = useBoard()
  const { ids, size, next } = useColumn(cell)
  const pinned = focused ? ids.indexOf(focused) : -1
  // The first render paints the visible cards alone.
  const isFirst = useDeferredValue(false, true)

  // A change of the look has every card measured again.
  const lookKey = ` ${look.density} ${[...look.fields]}`

  const rows: CardRows = useVirtualizer({
    count: size,
    getScrollElement: () => scroller.current,
    initialRect: { width: COLUMN, height: innerHeight - HEADERS },
    estimateSize: (index) => cardHeight(model.store.card(ids[index] ?? '')?.card, look),
    // A new function would have every row placed again.
    getItemKey: useCallback((index: number) => (ids[index] ?? index) + lookKey, [ids, lookKey]),
    gap: GAP,
    overscan: isFirst ? 0 : 4,
    enabled: !isFirst || isInViewport,
    scrollPaddingStart: GAP,
    scrollPaddingEnd: GAP,
    rangeExtractor: useCallback((range: Range) => renderedRows(defaultRangeExtractor(range), pinned), [pinned]),
  })
  const all = rows.getVirtualItems()
  const items = all.map((item) => ({ ...item, apart: isApart(item.index, all, pinned) }))
  const flow = items.filter(({ apart }) => !apart)
  const first = flow[0]
  const last = flow.at(-1)
  const needed = last?.index ?? 0

  useEffect(() => {
    if (next !== null && needed >= ids.length) model.loadUpTo(cell, needed + 1).catch(() => {})
  }, [model, cell, next, needed, ids.length])

  return { rows, items, first, last }
}

/** The distance of a slot from the top of the list, in pixels. */
export function offsetOf(gap: number, rows: CardRows) {
  const row = rows.measurementsCache[gap]
  const above = rows.measurementsCache[gap - 1]
  return row ? row.start - GAP / 2 : above ? above.end + GAP / 2 : GAP / 2
}

/** Whether the pinned row is scrolled away, so that it stands outside the flow. */
function isApart(index: number, items: { index: number }[], pinned: number) {
  if (index !== pinned || items.length < 2) return false
  if (index === items[0]!.index) return items[1]!.index !== index + 1
  return index === items.at(-1)!.index && items.at(-2)!.index !== index - 1
}
