import { moved } from './announcements'
import type { BoardModel } from './board-model'
import { placeAt } from './projection'

/** What keys and menus do to one deal. */

export type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight'

export const isArrow = (key: string): key is Arrow => /^Arrow(Up|Down|Left|Right)$/.test(key)

/** To a place counted in the stage without the deal; beyond its end means the end of what is loaded. */
export function moveTo(model: BoardModel, id: string, stageId: string, at: number) {
  const rest = model.store.column(stageId).ids.filter((each) => each !== id)
  const index = Math.max(0, Math.min(at, rest.length))
  if (!model.move(id, placeAt(stageId, rest, index, model.store.has))) return
  model.speech.set(moved(model.standing(id)))
  model.focus(id)
}

/** One place up or down, or to the same height of the next stage. */
export function moveStep(model: BoardModel, id: string, arrow: Arrow) {
  const { stageId, index, ids } = spotOf(model, id)
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const at = index + (arrow === 'ArrowUp' ? -1 : 1)
    if (at >= 0 && at < ids.length) moveTo(model, id, stageId, at)
    return
  }
  const next = stageBeside(model, stageId, arrow)
  if (next) moveTo(model, id, next.id, index)
}

/** To the top of the first stage of that kind. */
export function moveToKind(model: BoardModel, id: string, kind: 'won' | 'lost') {
  const stage = model.store.stages.find((stage) => stage.kind === kind)
  if (!stage) model.speech.set(`This pipeline has no stage for ${kind} deals.`)
  else if (stage.id !== spotOf(model, id).stageId) moveTo(model, id, stage.id, 0)
}

/** Takes the focus to the deal above or below, or to the next stage that has any, at the same height. */
export async function focusStep(model: BoardModel, id: string, arrow: Arrow) {
  const { stageId, index, ids, next } = spotOf(model, id)
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') {
    const at = index + (arrow === 'ArrowUp' ? -1 : 1)
    if (at === ids.length && next !== null) await model.loadUpTo(stageId, at + 1).catch(() => {})
    const found = model.store.column(stageId).ids[at]
    return found && model.focus(found)
  }
  for (let stage = stageBeside(model, stageId, arrow); stage; stage = stageBeside(model, stage.id, arrow)) {
    if (model.lists.get(stage.id)?.isCollapsed) continue
    const { ids } = model.store.column(stage.id)
    const found = ids[Math.min(index, ids.length - 1)]
    if (found) return model.focus(found)
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
