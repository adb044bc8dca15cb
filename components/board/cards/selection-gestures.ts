import { latinKey } from '@/components/ui/latin-key'
import type { BoardModel } from '../model/board-model'
import { MOST_SELECTED } from '../store/selection'
import { dealBeside, isArrow } from './card-actions'

type Pressed = { key: string; code: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/** Selects deals by a key; false when it is none of the keys for that. */
export function selectByKey(model: BoardModel, id: string, { key, code, ...modifiers }: Pressed) {
  const letter = latinKey({ key, code })
  const { selection } = model
  if (modifiers.altKey) return false
  if (modifiers.ctrlKey || modifiers.metaKey) {
    if (letter !== 'a') return false
    selectCell(model, model.store.cellOf(id))
  } else if (modifiers.shiftKey && isArrow(key)) {
    if (!selection.has(id)) selection.begin(id)
    dealBeside(model, id, key).then((next) => {
      if (!next) return
      selection.extendTo(next)
      model.goTo(next)
    })
  } else if (letter === 'x' && !modifiers.shiftKey) selection.toggle(id)
  else return false
  return true
}

/** Selects by a click with Ctrl, Command or Shift and, once something is selected, by any tap; else false. */
export function selectByClick({ selection }: BoardModel, id: string, clicked: Omit<Pressed, 'key' | 'code'>) {
  const isTap = selection.selected.get().size > 0 && matchMedia('(pointer: coarse)').matches
  if (clicked.shiftKey) selection.extendTo(id)
  else if (clicked.ctrlKey || clicked.metaKey || isTap) selection.toggle(id)
  else return false
  return true
}

/** Selects all deals of a cell, once they are loaded. */
async function selectCell({ loadUpTo, selection, store, withProgress }: BoardModel, key: string) {
  await withProgress('Loading deals…', loadUpTo(key, MOST_SELECTED)).catch(() => {})
  selection.select(store.column(key).ids)
}
