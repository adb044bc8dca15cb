import { type RefObject, useLayoutEffect } from 'react'
import { slotAt } from '../drag/slots'
import { useBoard } from '../model/board-context'
import { handleLists } from '../store/list-handle'
import { type CardRows, offsetOf } from './use-card-rows'

type Nodes = { scroller: RefObject<HTMLDivElement | null>; list: RefObject<HTMLOListElement | null> }

/** Registers the handle of a list while it is rendered. */
export function useListHandle(cell: string, rows: CardRows, { scroller, list }: Nodes) {
  const { model } = useBoard()
  const size = rows.options.count

  useLayoutEffect(() => {
    const top = () => list.current!.getBoundingClientRect().top
    return handleLists(model.lists, [cell], {
      slotAt: (y) => slotAt(y - top(), rows.getVirtualItems(), model.store.column(cell).ids.length),
      reveal(gap) {
        scroller.current!.closest('[data-stage]')!.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        if (size) rows.scrollToIndex(Math.min(gap, size - 1))
        const { left } = list.current!.getBoundingClientRect()
        return { x: left, y: top() + offsetOf(gap, rows) }
      },
      scrollTo: (index) => rows.scrollToIndex(Math.max(0, index)),
    })
  })
}
