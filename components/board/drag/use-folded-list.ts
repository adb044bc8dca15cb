import { useCallback, useEffect, useRef } from 'react'
import { useBoard } from '../model/board-context'
import { useDropCell } from './drag-and-drop'

/** `at`: how many pixels below its upper edge a card flies to. */
type Options = { at?: number }

/** The ref of the button of a collapsed cell, which takes drops and the focus of its deals. */
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
