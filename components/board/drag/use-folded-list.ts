import { useCallback, useEffect, useRef } from 'react'
import { useBoard } from '../model/board-context'
import { useDropCell } from './dnd'

/** Where a card that flies to a folded list arrives, below its upper edge. */
type Options = { at?: number }

/** What stands for a list that is folded: takes drops on top, and the focus of a deal that went there. The ref of its button. */
export function useFoldedList(cell: string, { at = 0 }: Options = {}) {
  const { model } = useBoard()
  const button = useRef<HTMLButtonElement | null>(null)
  const setDropNode = useDropCell(cell)

  useEffect(() => {
    model.lists.set(cell, {
      isCollapsed: true,
      focus: () => button.current!.focus(),
      slotAt: () => 0,
      reveal() {
        button.current!.scrollIntoView({ block: 'nearest', inline: 'nearest' })
        const { left, top } = button.current!.getBoundingClientRect()
        return { x: left, y: top + at }
      },
      scrollTo() {},
    })
    return () => {
      model.lists.delete(cell)
    }
  }, [model, cell, at])

  return useCallback(
    (node: HTMLButtonElement | null) => {
      button.current = node
      setDropNode(node)
    },
    [setDropNode],
  )
}
