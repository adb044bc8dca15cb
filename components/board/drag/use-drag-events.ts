import type { DragEndEvent, DragMoveEvent, DragStartEvent } from '@dnd-kit/core'
import { useRef, useState } from 'react'
import type { BoardModel } from '../model/board-model'
import type { DragState } from '../model/drag-state'
import { placeAt } from '../store/projection'
import * as say from '../words/announcements'
import { dropTargetOf } from './drop-target'
import { watchHand } from './watch-hand'

/** What a drag does to the board, and how it is drawn meanwhile. */
export function useDragEvents(model: BoardModel) {
  const [liftedId, setLiftedId] = useState<string | null>(null)
  const [isMotionReduced, setMotionReduced] = useState(false)
  const [means, setMeans] = useState<'mouse' | 'touch' | 'keyboard'>('mouse')
  const unwatch = useRef<() => void>(undefined)

  function start({ active, activatorEvent }: DragStartEvent) {
    const id = String(active.id)
    const cell = model.store.cellOf(id)
    const isByKeyboard = activatorEvent instanceof KeyboardEvent
    if (!isByKeyboard) swallowNextClick()
    const isTouch = 'touches' in activatorEvent
    if (isTouch) cancelAtSecondFinger(activatorEvent.target)
    setMeans(isByKeyboard ? 'keyboard' : isTouch ? 'touch' : 'mouse')
    setMotionReduced(matchMedia('(prefers-reduced-motion: reduce)').matches)
    setLiftedId(id)
    const ids = model.selection.groupOf(id)
    const { stageId } = model.store.card(id)!.card
    const over = { cell, stageId, slot: model.store.column(cell).ids.indexOf(id) }
    model.drag.set({ id, from: cell, ids: new Set(ids), over, isByKeyboard })
    unwatch.current = watchHand(model, id)
    model.speech.set(say.lifted(model.placeInWords(ids), model.presence.holderOf(id)))
  }

  function move({ collisions }: DragMoveEvent) {
    const drag = model.drag.get()
    if (!drag || drag.isByKeyboard) return
    const hit = collisions?.[0]
    const cell = hit && model.store.cells.at(hit.data?.cell)
    const over = cell ? { cell: cell.key, stageId: cell.stageId, slot: hit.data?.slot } : null
    if (drag.over?.cell !== over?.cell || drag.over?.slot !== over?.slot) model.drag.set({ ...drag, over })
  }

  function drop(event: DragEndEvent) {
    move(event)
    const drag = model.drag.get()
    const target = drag && dropTargetOf(model, drag)
    close()
    if (!drag) return
    const ids = [...drag.ids]
    const rest = target && model.store.column(target.cell.key).ids.filter((each) => !drag.ids.has(each))
    const stays = rest && !target.isHome && !model.move(ids, placeAt(target.cell, rest, target.index, model.store.has))
    release(drag)
    if (!stays) model.speech.set(say.dropped(model.placeInWords(ids)))
  }

  function cancel() {
    const drag = model.drag.get()
    close()
    if (!drag) return
    release(drag)
    if (model.store.has(drag.id)) model.speech.set(say.cancelled(model.placeInWords([...drag.ids])))
  }

  function release({ id, ids }: DragState) {
    for (const each of ids) model.release(each)
    model.focus(id)
  }

  function close() {
    unwatch.current?.()
    model.drag.set(null)
    setLiftedId(null)
  }

  return { liftedId, isMotionReduced, means, start, move, drop, cancel }
}

/** Keeps the click that ends a drag from opening the link of the card. */
function swallowNextClick() {
  const swallow = (event: MouseEvent) => {
    const isByKey = !event.detail
    if (isByKey) return
    event.preventDefault()
    event.stopPropagation()
  }
  const stop = () => removeEventListener('click', swallow, true)
  addEventListener('click', swallow, true)
  addEventListener('pointerdown', stop, { capture: true, once: true })
}

/** Cancels the drag at a second finger: the first of two to leave the screen would drop the deal. */
function cancelAtSecondFinger(card: EventTarget | null) {
  const stop = () => removeEventListener('touchstart', cancel, true)
  const cancel = () => {
    stop()
    card?.dispatchEvent(new Event('touchcancel'))
  }
  addEventListener('touchstart', cancel, true)
  card?.addEventListener('touchend', stop, { once: true })
}
