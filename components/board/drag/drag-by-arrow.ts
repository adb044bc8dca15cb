import type { BoardModel } from '../model/board-model'
import type { Direction } from '../store/cells'
import * as say from '../words/announcements'
import { dropTargetOf } from './drop-target'
import { slotOfIndex } from './slots'
import { step } from './step'

const directions: Record<string, Direction> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** Moves the dragged deals one step on. Returns the point of the window they fly to; undefined where they stay. */
export function dragByArrow(model: BoardModel, key: string) {
  const drag = model.drag.get()
  const target = drag && dropTargetOf(model, drag)
  const direction = directions[key]
  if (!drag || !target || !direction) return
  const { store } = model
  const order = model.orderWords()
  const isUpOrDown = direction === 'up' || direction === 'down'
  if (order && isUpOrDown && !store.cells.lanes) return model.speech.set(order)
  const idsOf = (key: string) => store.column(key).ids
  const next = step({ cell: target.cell.key, index: target.index }, direction, {
    beside: (key, direction) => store.cells.beside(key, direction)?.key,
    lengthOf: (key) => (order && isUpOrDown ? 0 : idsOf(key).filter((id) => !drag.ids.has(id)).length),
  })
  const { key: cell, stageId } = store.cells.at(next.cell)!
  const index = store.sortedIndex(drag.id, cell) ?? next.index
  const slot = slotOfIndex(index, idsOf(cell), drag.ids)
  model.drag.set({ ...drag, over: { cell, stageId, slot } })
  model.speech.set(say.over(model.placeInWords([...drag.ids], { cell, index })))
  return model.lists.get(cell)?.reveal(slot)
}
