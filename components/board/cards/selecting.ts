import type { BoardModel } from '../model/board-model'
import { MOST_SELECTED } from '../store/selection'
import { dealBeside, isArrow } from './card-actions'

type Pressed = { key: string; code: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean }

/** What the keys say of which deals are selected. Returns whether it was one of them. */
export function pressToSelect(model: BoardModel, id: string, { key, code, ...held }: Pressed) {
  const { selection } = model
  if (held.altKey) return false
  if (held.ctrlKey || held.metaKey) {
    if (code !== 'KeyA') return false
    selectCell(model, model.store.cellOf(id))
  } else if (held.shiftKey && isArrow(key)) {
    if (!selection.has(id)) selection.begin(id)
    dealBeside(model, id, key).then((next) => {
      if (!next) return
      selection.extendTo(next)
      model.goTo(next)
    })
  } else if (code === 'KeyX' && !held.shiftKey) selection.toggle(id)
  else return false
  return true
}

/** With Ctrl, Command or Shift; on a screen that is touched, any tap once something is selected. */
export function clickToSelect({ selection }: BoardModel, id: string, clicked: Omit<Pressed, 'key' | 'code'>) {
  const isTap = selection.chosen.get().size > 0 && matchMedia('(pointer: coarse)').matches
  if (clicked.shiftKey) selection.extendTo(id)
  else if (clicked.ctrlKey || clicked.metaKey || isTap) selection.toggle(id)
  else return false
  return true
}

/** All deals of a stage, or of a lane in it, once they are here. */
async function selectCell({ loadUpTo, selection, store, whileLong }: BoardModel, key: string) {
  await whileLong('Loading deals…', loadUpTo(key, MOST_SELECTED)).catch(() => {})
  selection.choose(store.column(key).ids)
}
