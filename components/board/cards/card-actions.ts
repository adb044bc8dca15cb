import { toast } from '@/components/ui/overlays/toast'
import { indexOfSlot } from '../drag/slots'
import type { BoardModel } from '../model/board-model'
import { placeAt } from '../store/projection'
import { moved } from '../words/announcements'

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

export const isArrow = (key: string): key is Arrow => /^Arrow(Up|Down|Left|Right)$/.test(key)

/** Moves deals to index `at` of a cell, counted without them. `lane`: each keeps its own, or goes to the cell's. */
export function moveTo(model: BoardModel, ids: string[], key: string, at: number, lane: 'own' | 'of the cell' = 'own') {
  const cell = model.store.cells.at(key)
  if (!cell) return
  const place = lane === 'own' ? { stageId: cell.stageId } : cell
  const moving = new Set(ids)
  const rest = model.store.column(key).ids.filter((each) => !moving.has(each))
  const index = Math.max(0, Math.min(at, rest.length))
  if (!model.move(ids, placeAt(place, rest, index, model.store.has))) return
  model.speech.set(moved(model.placeInWords(ids)))
}

/** Moves a deal, with the selection when it is part of it, one place by an arrow key. */
export function moveStep(model: BoardModel, id: string, arrow: Arrow) {
  const { cells } = model.store
  const { key, ids } = positionOf(model, id)
  const group = model.selection.groupOf(id)
  const moving = new Set(group)
  const at = ids.flatMap((each, i) => (moving.has(each) ? indexOfSlot(i, ids, moving) : []))
  const to = { ArrowUp: at[0]! - 1, ArrowDown: at.at(-1)! + 1, ArrowLeft: at[0]!, ArrowRight: at[0]! }[arrow]
  const isWithin = isUpOrDown(arrow) && to >= 0 && to <= ids.length - at.length
  const target = isWithin ? key : cells.beside(key, directions[arrow])?.key
  if (!target) return
  if (isWithin || !isUpOrDown(arrow)) moveTo(model, group, target, to)
  else moveTo(model, group, target, arrow === 'ArrowUp' ? Number.POSITIVE_INFINITY : 0, 'of the cell')
  model.focus(id)
}

/** Moves deals to the top of a stage, each in its lane; those in the stage stay. */
export function moveToStage(model: BoardModel, ids: string[], stageId: string) {
  const moving = ids.filter((id) => model.store.card(id)?.card.stageId !== stageId)
  if (moving.length && model.move(moving, { stageId })) model.speech.set(moved(model.placeInWords(moving)))
}

/** Moves deals to the first won or lost stage. */
export function moveToKind(model: BoardModel, ids: string[], kind: 'won' | 'lost') {
  const stage = model.store.stages.find((stage) => stage.kind === kind)
  if (stage) return moveToStage(model, ids, stage.id)
  toast(`This pipeline has no ${kind} stage`, {
    description: `Add one in its settings, or choose the kind ${kind} for one that is there.`,
    action: { label: 'Settings', onClick: () => location.assign(`${location.pathname}/settings`) },
  })
}

/** The id of the deal beside this one; to the side, at the same height of the next stage that has deals. */
export async function dealBeside(model: BoardModel, id: string, arrow: Arrow) {
  const { cells } = model.store
  const { key, index, ids, next } = positionOf(model, id)
  if (isUpOrDown(arrow)) {
    const at = index + (arrow === 'ArrowUp' ? -1 : 1)
    if (at === ids.length && next !== null) await model.loadUpTo(key, at + 1).catch(() => {})
    const found = model.store.column(key).ids[at]
    if (found) return found
  }
  for (let cell = cells.beside(key, directions[arrow]); cell; cell = cells.beside(cell.key, directions[arrow])) {
    if (model.lists.get(cell.key)?.isCollapsed) continue
    const { ids } = model.store.column(cell.key)
    const found = { ArrowUp: ids.at(-1), ArrowDown: ids[0] }[arrow as string] ?? ids[Math.min(index, ids.length - 1)]
    if (found) return found
  }
}

/** Focuses the first deal of the first stage that has any. */
export function focusFirst(model: BoardModel) {
  const shown = model.store.cells.all.filter(({ key }) => !model.lists.get(key)?.isCollapsed)
  const first = shown.map(({ key }) => model.store.column(key).ids[0]).find((id) => id !== undefined)
  if (first) model.goTo(first)
}

function positionOf({ store }: BoardModel, id: string) {
  const key = store.cellOf(id)
  const { ids, next } = store.column(key)
  return { key, index: ids.indexOf(id), ids, next }
}

const directions = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' } as const

const isUpOrDown = (arrow: Arrow) => arrow === 'ArrowUp' || arrow === 'ArrowDown'
