import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useDeferredValue, useEffect } from 'react'
import { useBoard, useColumn } from '../model/board-context'
import { heightOf } from '../paint/card-height'
import { withKept } from '../paint/rendered-rows'

const GAP = 8
const COLUMN = 272
const HEADERS = 128

export type CardRows = Virtualizer<HTMLDivElement, Element>

type Options = {
  isInSight: boolean
  scroller: RefObject<HTMLDivElement | null>
  /** The deal whose row stays in the document. */
  focused: string | undefined
}

/** The rows of a column that are in view, whose deals are loaded as they come into it. */
export function useCardRows(cell: string, { isInSight, scroller, focused }: Options) {
  const { model, look } = useBoard()
  const { ids, size, next } = useColumn(cell)
  const kept = focused ? ids.indexOf(focused) : -1
  // The cards in sight are painted before those around them are made.
  const isFirst = useDeferredValue(false, true)

  // Cards that look otherwise have to be measured again.
  const lookKey = ` ${look.density} ${[...look.fields]}`

  const rows: CardRows = useVirtualizer({
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
  const all = rows.getVirtualItems()
  const items = all.map((item) => ({ ...item, apart: isApart(item.index, all, kept) }))
  const flow = items.filter(({ apart }) => !apart)
  const first = flow[0]
  const last = flow.at(-1)
  const needed = last?.index ?? 0

  useEffect(() => {
    if (next !== null && needed >= ids.length) model.loadUpTo(cell, needed + 1).catch(() => {})
  }, [model, cell, next, needed, ids.length])

  return { rows, items, first, last }
}

/** How far below the top of the list a gap between two rows is. */
export function offsetOf(gap: number, rows: CardRows) {
  const row = rows.measurementsCache[gap]
  const above = rows.measurementsCache[gap - 1]
  return row ? row.start - GAP / 2 : above ? above.end + GAP / 2 : GAP / 2
}

/** The focused row stays in the document when it is scrolled away, out of the flow of those in view. */
function isApart(index: number, items: { index: number }[], kept: number) {
  if (index !== kept || items.length < 2) return false
  if (index === items[0]!.index) return items[1]!.index !== index + 1
  return index === items.at(-1)!.index && items.at(-2)!.index !== index - 1
}
