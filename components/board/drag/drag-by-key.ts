import type { BoardModel } from '../model/board-model'
import type { DragState } from '../model/drag-state'
import type { Direction } from '../store/cells'
import * as say from '../words/announcements'
import { dropTargetOf } from './drop-target'
import { slotOfIndex } from './slots'
import { type CellPosition, step } from './step'

const directions: Record<string, Direction> = {
  arrowleft: 'left',
  arrowright: 'right',
  arrowup: 'up',
  arrowdown: 'down',
}
const kinds: Record<string, 'won' | 'lost'> = { w: 'won', l: 'lost' }

/**
 * Moves the dragged deals one step on by an arrow, or to the won or lost stage by W or L. Returns the point of the window
 * they fly to; undefined where they stay.
 */
export function dragByKey(model: BoardModel, key: string) {
  const drag = model.drag.get()
  if (!drag) return
  const direction = directions[key]
  const next = direction ? stepOf(model, drag, direction) : topOf(model, drag, kinds[key])
  if (!next) return
  const { store } = model
  const { key: cell, stageId } = store.cells.at(next.cell)!
  const index = store.sortedIndex(drag.id, cell) ?? next.index
  const slot = slotOfIndex(index, store.column(cell).ids, drag.ids)
  const ids = [...drag.ids]
  model.drag.set({ ...drag, over: { cell, stageId, slot } })
  model.speech.set(say.over(model.placeInWords(ids, { cell, index }), model.refusalOf(stageId, ids)))
  return model.lists.get(cell)?.reveal(slot)
}

function stepOf(model: BoardModel, drag: DragState, direction: Direction): CellPosition | undefined {
  const { store } = model
  const target = dropTargetOf(model, drag)
  if (!target) return
  const order = model.orderWords()
  const isUpOrDown = direction === 'up' || direction === 'down'
  if (order && isUpOrDown && !store.cells.lanes) return void model.speech.set(order)
  const idsOf = (key: string) => store.column(key).ids
  return step({ cell: target.cell.key, index: target.index }, direction, {
    beside: (key, direction) => store.cells.beside(key, direction)?.key,
    lengthOf: (key) => (order && isUpOrDown ? 0 : idsOf(key).filter((id) => !drag.ids.has(id)).length),
  })
}

function topOf({ store }: BoardModel, { id }: DragState, kind: 'won' | 'lost' | undefined): CellPosition | undefined {
  const stage = kind && store.stages.find((stage) => stage.kind === kind)
  return stage && { cell: store.cellOf(id, { stageId: stage.id }), index: 0 }
}
