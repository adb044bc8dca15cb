import { type KeyboardEvent, type MouseEvent, useRef } from 'react'
import { latinKey } from '@/components/ui/latin-key'
import type { useDraggableCard } from '../drag/drag-and-drop'
import { useBoard } from '../model/board-context'
import { dealBeside, isArrow, moveStep, moveToKind } from './card-actions'
import { selectByClick, selectByKey } from './selection-gestures'

type Options = {
  isSaved: boolean
  /** The listeners that start a drag. */
  listeners: ReturnType<typeof useDraggableCard>['listeners']
}

/** The click and key handlers of a card. */
export function useCardGestures(id: string, { isSaved, listeners }: Options) {
  const { model, board, openDeal, openMenu, askDelete } = useBoard()
  const { selection } = model
  const menuButton = useRef<HTMLButtonElement>(null)
  const hasMenu = board.canEdit && isSaved

  function open(event: MouseEvent) {
    if (hasMenu && event.detail && selectByClick(model, id, event)) return event.preventDefault()
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    if (isSaved) openDeal(id)
  }

  function menu(event?: MouseEvent) {
    if (!hasMenu) return
    event?.preventDefault()
    const show = () => openMenu(id, menuButton.current!)
    // The pointerup of the press that opens the menu would close it again.
    if (event?.buttons) addEventListener('pointerup', () => setTimeout(show), { once: true })
    else show()
  }

  function press(event: KeyboardEvent<HTMLAnchorElement>) {
    if (model.drag.get()) return
    if (hasMenu && selectByKey(model, id, event)) return event.preventDefault()
    if (event.ctrlKey || event.metaKey) return
    const letter = latinKey(event)
    if (isArrow(event.key)) {
      event.preventDefault()
      if (!event.altKey) dealBeside(model, id, event.key).then((next) => next && model.goTo(next))
      else if (hasMenu) moveStep(model, id, event.key)
    } else if (event.altKey) return
    else if (letter === 'e' && isSaved) openDeal(id)
    else if (letter === 'm') menu()
    else if (letter === 'w' && hasMenu) moveToKind(model, selection.groupOf(id), 'won')
    else if (letter === 'l' && hasMenu) moveToKind(model, selection.groupOf(id), 'lost')
    else if (event.key === 'Delete' && hasMenu) askDelete(selection.groupOf(id))
    else listeners?.onKeyDown?.(event)
  }

  function select(event: MouseEvent) {
    if (!selectByClick(model, id, event)) selection.toggle(id)
    model.focus(id)
  }

  return { menuButton, hasMenu, open, menu, press, select }
}
