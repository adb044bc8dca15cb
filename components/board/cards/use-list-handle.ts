import { type RefObject, useCallback, useLayoutEffect, useRef } from 'react'
import { useDropCell } from '../drag/drag-and-drop'
import { slotAt } from '../drag/slots'
import { useBoard } from '../model/board-context'
import { type CardRows, offsetOf } from './use-card-rows'

/** The refs of a list and its scroller, of which one takes drops. */
export function useListNodes(cell: string, inLane: boolean) {
  const setDropNode = useDropCell(cell)
  const scroller = useRef<HTMLDivElement>(null)
  const list = useRef<HTMLOListElement | null>(null)
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
  return { scroller, list, listRef, scrollerRef }
}

type Nodes = { scroller: RefObject<HTMLDivElement | null>; list: RefObject<HTMLOListElement | null> }

/** Registers the handle of a list while it is rendered. */
export function useListHandle(cell: string, rows: CardRows, { scroller, list }: Nodes) {
  const { model } = useBoard()
  const size = rows.options.count

  useLayoutEffect(() => {
    const top = () => list.current!.getBoundingClientRect().top
    model.lists.set(cell, {
      slotAt: (y) => slotAt(y - top(), rows.getVirtualItems(), model.store.column(cell).ids.length),
      reveal(gap) {
        scroller.current!.closest('[data-stage]')!.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        if (size) rows.scrollToIndex(Math.min(gap, size - 1))
        const { left } = list.current!.getBoundingClientRect()
        return { x: left, y: top() + offsetOf(gap, rows) }
      },
      scrollTo: (index) => rows.scrollToIndex(Math.max(0, index)),
    })
    return () => {
      model.lists.delete(cell)
    }
  })
}
