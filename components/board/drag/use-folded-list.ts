import { useEffect, useRef } from 'react'
import { useBoard } from '../model/board-context'
import { handleLists } from '../store/list-handle'
import { useDropCell } from './drag-and-drop'

/** `at`: how many pixels below its upper edge a card flies to. */
type Options = { at?: number }

/** The ref of the button of a collapsed cell, which takes drops and the focus of its deals. */
export function useFoldedList(cell: string, { at = 0 }: Options = {}) {
  const { lists } = useBoard().model
  const button = useRef<HTMLButtonElement>(null)
  useDropCell(cell, button)

  useEffect(
    () =>
      handleLists(lists, [cell], {
        isCollapsed: true,
        focus: () => button.current!.focus(),
        slotAt: () => 0,
        reveal() {
          button.current!.scrollIntoView({ block: 'nearest', inline: 'nearest' })
          const { left, top } = button.current!.getBoundingClientRect()
          return { x: left, y: top + at }
        },
        scrollTo() {},
      }),
    [lists, cell, at],
  )

  return button
}
