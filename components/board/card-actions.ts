import { moved } from './announcements'
import type { BoardModel } from './board-model'
import { indexOfSlot } from './insertion'
import { placeAt } from './projection'

/** What keys and menus do to one deal. */

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

export const isArrow = (key: string): key is Arrow => /^Arrow(Up|Down|Left|Right)$/.test(key)

/** Together to a place counted in the stage without them; beyond its end means the end of what is loaded. */
export function moveTo(model: BoardModel, ids: string[], stageId: string, at: number) {
  const moving = new Set(ids)
  const rest = model.store.column(stageId).ids.filter((each) => !moving.has(each))
  const index = Math.max(0, Math.min(at, rest.length))
  if (!model.move(ids, placeAt(stageId, rest, index, model.store.has))) return
  model.speech.set(moved(model.standing(ids)))
}

/** One place up or down, or to the same height of the next stage; with all that are selected when it is one of them. */
export function moveStep(model: BoardModel, id: string, arrow: Arrow) {
  const { stageId, ids } = spotOf(model, id)
  const group = model.selection.around(id)
  const moving = new Set(group)
  const at = ids.flatMap((each, i) => (moving.has(each) ? indexOfSlot(i, ids, moving) : []))
  const to = { ArrowUp: at[0]! - 1, ArrowDown: at.at(-1)! + 1, ArrowLeft: at[0]!, ArrowRight: at[0]! }[arrow]
  const isUpOrDown = arrow === 'ArrowUp' || arrow === 'ArrowDown'
  const target = isUpOrDown ? stageId : stageBeside(model, stageId, arrow)?.id
  if (!target || (isUpOrDown && (to < 0 || to > ids.length - at.length))) return
  moveTo(model, group, target, to)
  model.focus(id)
}

/** To the top of the stage, but for those that are in it. */
export function moveToStage(model: BoardModel, ids: string[], stageId: string) {
  const moving = ids.filter((id) => model.store.card(id)?.card.stageId !== stageId)
  if (moving.length) moveTo(model, moving, stageId, 0)
}

/** To the first stage of that kind. */
export function moveToKind(model: BoardModel, ids: string[], kind: 'won' | 'lost') {
  const stage = model.store.stages.find((stage) => stage.kind === kind)
  if (stage) moveToStage(model, ids, stage.id)
  else model.speech.set(`This pipeline has no stage for ${kind} deals.`)
}

/** The deal above or below, or in the next stage that has any, at the same height. */
export async function dealBeside(model: BoardModel, id: string, arrow: Arrow) {
  const { stageId, index, ids, next } = spotOf(model, id)
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const at = index + (arrow === 'ArrowUp' ? -1 : 1)
    if (at === ids.length && next !== null) await model.loadUpTo(stageId, at + 1).catch(() => {})
    return model.store.column(stageId).ids[at]
  }
  for (let stage = stageBeside(model, stageId, arrow); stage; stage = stageBeside(model, stage.id, arrow)) {
    if (model.lists.get(stage.id)?.isCollapsed) continue
    const { ids } = model.store.column(stage.id)
    const found = ids[Math.min(index, ids.length - 1)]
    if (found) return found
  }
}

/** The first deal of the first stage that has any. */
export function focusFirst(model: BoardModel) {
  const shown = model.store.stages.filter(({ id }) => !model.lists.get(id)?.isCollapsed)
  const first = shown.map(({ id }) => model.store.column(id).ids[0]).find((id) => id !== undefined)
  if (first) model.focus(first)
}

function spotOf({ store }: BoardModel, id: string) {
  const stageId = store.card(id)?.card.stageId ?? ''
  const { ids, next } = store.column(stageId)
  return { stageId, index: ids.indexOf(id), ids, next }
}

function stageBeside({ store }: BoardModel, stageId: string, arrow: Arrow) {
  const at = store.stages.findIndex(({ id }) => id === stageId)
  return store.stages[at + (arrow === 'ArrowLeft' ? -1 : 1)]
}
