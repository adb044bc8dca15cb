import { type CollisionDetection, rectIntersection, type UniqueIdentifier } from '@dnd-kit/core'
import type { BoardModel } from '../model/board-model'

/** The id of the place in the dock that takes drops for a stage. */
export const dockId = (stageId: string) => `dock ${stageId}`

const dockedStageOf = (id: UniqueIdentifier) => /^dock (.+)/.exec(String(id))?.[1]

/** Finds the place in the dock below the pointer, or the column around it, in it the nearest cell, and its slot. */
export function createCollisionDetection({ drag, lists, store }: BoardModel): CollisionDetection {
  return (args) => {
    const at = args.pointerCoordinates
    const { id: dragged = '', isByKeyboard, over } = drag.get() ?? {}
    if (isByKeyboard) return over ? [{ id: over.cell, data: over }] : []
    const hitAt = (id: UniqueIdentifier) => {
      const stageId = dockedStageOf(id)
      if (stageId) return { id, data: { cell: store.cellOf(dragged, { stageId }), slot: 0 } }
      return { id, data: { cell: String(id), slot: at ? (lists.get(String(id))?.slotAt(at.y) ?? 0) : 0 } }
    }
    if (!at) return rectIntersection(args).map(({ id }) => hitAt(id))
    let nearest: { id: UniqueIdentifier; distance: number } | undefined
    for (const [id, { left, right, top, bottom }] of args.droppableRects) {
      if (at.x < left || at.x > right) continue
      const distance = Math.max(top - at.y, at.y - bottom, 0)
      const isDock = dockedStageOf(id) !== undefined
      if (isDock && distance === 0) return [hitAt(id)]
      if (!isDock && (!nearest || distance < nearest.distance)) nearest = { id, distance }
    }
    return nearest ? [hitAt(nearest.id)] : rectIntersection(args).map(({ id }) => hitAt(id))
  }
}
