import { type CollisionDetection, rectIntersection, type UniqueIdentifier } from '@dnd-kit/core'
import type { BoardModel } from '../model/board-model'

/** Finds the column whose left and right edges enclose the pointer, in it the nearest cell, and its slot. */
export function createCollisionDetection(model: BoardModel, isByKeyboard: { current: boolean }): CollisionDetection {
  return (args) => {
    const at = args.pointerCoordinates
    if (isByKeyboard.current) {
      const over = model.drag.get()?.over
      return over ? [{ id: over.cell, data: { slot: over.slot } }] : []
    }
    if (!at) return rectIntersection(args)
    const hitAt = (id: UniqueIdentifier) => ({ id, data: { slot: model.lists.get(String(id))?.slotAt(at.y) ?? 0 } })
    let nearest: { id: UniqueIdentifier; distance: number } | undefined
    for (const [id, { left, right, top, bottom }] of args.droppableRects) {
      if (at.x < left || at.x > right) continue
      const distance = Math.max(top - at.y, at.y - bottom, 0)
      if (!nearest || distance < nearest.distance) nearest = { id, distance }
    }
    return nearest ? [hitAt(nearest.id)] : rectIntersection(args).map(({ id }) => hitAt(id))
  }
}
