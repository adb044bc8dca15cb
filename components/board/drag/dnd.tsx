import {
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  type DragStartEvent,
  type DropAnimation,
  defaultDropAnimationSideEffects,
  MeasuringStrategy,
  MouseSensor,
  rectIntersection,
  TouchSensor,
  type UniqueIdentifier,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { useBoard } from '../model/board-context'
import type { BoardModel } from '../model/board-model'
import { placeAt } from '../store/projection'
import * as say from '../words/announcements'
import { indexOfSlot, isHome, type Step, slotOfIndex, step } from './insertion'
import { KeyboardSensor } from './keyboard-sensor'

const arrows: Record<string, Step> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

const silent = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
}
const accessibility = { announcements: silent, screenReaderInstructions: { draggable: '' }, restoreFocus: false }
const mouse = { activationConstraint: { distance: 5 } }
const touch = { activationConstraint: { delay: 200, tolerance: 8 } }
const measuring = { droppable: { strategy: MeasuringStrategy.WhileDragging } }
const scrolling = { threshold: { x: 0.1, y: 0.15 }, layoutShiftCompensation: false }
const autoScroll = { ...scrolling, acceleration: 7 }
/** A stage fills the screen there: a turn shall leave the time to let go at the next one. */
const autoScrollByTouch = { ...scrolling, acceleration: 3 }
const hideCard = defaultDropAnimationSideEffects({ styles: { active: { opacity: '0' } } })
const settle: DropAnimation = {
  duration: 120,
  easing: 'ease-out',
  sideEffects(drop) {
    // A card may be taken again while its copy is still on the way.
    drop.dragOverlay.node.style.pointerEvents = 'none'
    return hideCard(drop)
  },
}

type Props = {
  id: string
  /** The card in the hand. */
  drawLifted: (id: string) => ReactNode
  children: ReactNode
}

/** The only file that knows which library does the dragging. */
export function DragAndDrop({ id, drawLifted, children }: Props) {
  const { model } = useBoard()
  const byKeys = useRef(false)
  const [lifted, setLifted] = useState<string | null>(null)
  const [calm, setCalm] = useState(false)
  const [byTouch, setByTouch] = useState(false)
  const keyboard = useMemo(() => ({ onArrow: (code: string) => arrow(model, code) }), [model])
  const sensors = useSensors(
    useSensor(MouseSensor, mouse),
    useSensor(TouchSensor, touch),
    useSensor(KeyboardSensor as never, keyboard),
  )
  const collisions = useMemo(() => collisionsOf(model, byKeys), [model])

  function start({ active, activatorEvent }: DragStartEvent) {
    const id = String(active.id)
    const cell = model.store.cellOf(id)
    byKeys.current = activatorEvent instanceof KeyboardEvent
    if (!byKeys.current) swallowNextClick()
    const isTouch = 'touches' in activatorEvent
    if (isTouch) cancelAtSecondFinger(activatorEvent.target)
    setByTouch(isTouch)
    setCalm(matchMedia('(prefers-reduced-motion: reduce)').matches)
    setLifted(id)
    const ids = model.selection.around(id)
    const { stageId } = model.store.card(id)!.card
    const over = { cell, stageId, slot: model.store.column(cell).ids.indexOf(id) }
    model.drag.set({ id, from: cell, ids: new Set(ids), over })
    model.speech.set(say.lifted(model.standing(ids), model.presence.holderOf(id)))
  }

  function move({ collisions }: DragMoveEvent) {
    const drag = model.drag.get()
    if (!drag || byKeys.current) return
    const hit = collisions?.[0]
    const cell = hit && model.store.cells.at(String(hit.id))
    const over = cell ? { cell: cell.key, stageId: cell.stageId, slot: hit.data?.slot as number } : null
    if (drag.over?.cell !== over?.cell || drag.over?.slot !== over?.slot) model.drag.set({ ...drag, over })
  }

  function end(event: DragEndEvent) {
    move(event)
    const drag = model.drag.get()
    const target = drag && spotOf(model, drag)
    close()
    if (!drag) return
    const ids = [...drag.ids]
    const rest = target && model.store.column(target.cell.key).ids.filter((each) => !drag.ids.has(each))
    const stays = rest && !target.isHome && !model.move(ids, placeAt(target.cell, rest, target.index, model.store.has))
    release(drag)
    if (!stays) model.speech.set(say.dropped(model.standing(ids)))
  }

  function cancel() {
    const drag = model.drag.get()
    close()
    if (!drag) return
    release(drag)
    model.speech.set(say.cancelled(model.standing([...drag.ids])))
  }

  function release({ id, ids }: DragNow) {
    for (const each of ids) model.release(each)
    model.focus(id)
  }

  function close() {
    model.drag.set(null)
    setLifted(null)
  }

  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={collisions}
      measuring={measuring}
      autoScroll={byTouch ? autoScrollByTouch : autoScroll}
      accessibility={accessibility}
      onDragStart={start}
      onDragMove={move}
      onDragOver={move}
      onDragEnd={end}
      onDragCancel={cancel}
    >
      {children}
      <DragOverlay
        dropAnimation={calm ? null : settle}
        transition={byKeys.current && !calm ? 'transform 120ms ease-out' : undefined}
      >
        {lifted && drawLifted(lifted)}
      </DragOverlay>
    </DndContext>
  )
}

/** The column under the pointer by its left and right edges, in it the list that is nearest in height, with the gap. */
function collisionsOf(model: BoardModel, byKeys: { current: boolean }): CollisionDetection {
  return (args) => {
    const at = args.pointerCoordinates
    if (byKeys.current) {
      const over = model.drag.get()?.over
      return over ? [{ id: over.cell, data: { slot: over.slot } }] : []
    }
    if (!at) return rectIntersection(args)
    const hitAt = (id: UniqueIdentifier) => ({ id, data: { slot: model.lists.get(String(id))?.slotAt(at.y) ?? 0 } })
    let nearest: { id: UniqueIdentifier; away: number } | undefined
    for (const [id, { left, right, top, bottom }] of args.droppableRects) {
      if (at.x < left || at.x > right) continue
      const away = Math.max(top - at.y, at.y - bottom, 0)
      if (!nearest || away < nearest.away) nearest = { id, away }
    }
    return nearest ? [hitAt(nearest.id)] : rectIntersection(args).map(({ id }) => hitAt(id))
  }
}

type DragNow = NonNullable<ReturnType<BoardModel['drag']['get']>>

function spotOf(model: BoardModel, { id, ids: moving, over }: DragNow) {
  const cell = over && model.store.cells.at(over.cell)
  if (!cell) return
  const { ids } = model.store.column(cell.key)
  const sorted = ids.includes(id) ? undefined : model.store.sortedIndex(id, cell.key)
  const index = sorted ?? indexOfSlot(over.slot, ids, moving)
  return { cell, index, isHome: isHome(index, ids, moving) }
}

function arrow(model: BoardModel, code: string) {
  const drag = model.drag.get()
  const spot = drag && spotOf(model, drag)
  const direction = arrows[code]
  if (!drag || !spot || !direction) return
  const { store } = model
  const order = model.orderWords()
  const isUpOrDown = direction === 'up' || direction === 'down'
  if (order && isUpOrDown && !store.cells.lanes) return model.speech.set(order)
  const idsOf = (key: string) => store.column(key).ids
  const next = step({ cell: spot.cell.key, index: spot.index }, direction, {
    beside: (key, direction) => store.cells.beside(key, direction)?.key,
    lengthOf: (key) => (order && isUpOrDown ? 0 : idsOf(key).filter((id) => !drag.ids.has(id)).length),
  })
  const { key, stageId } = store.cells.at(next.cell)!
  const index = store.sortedIndex(drag.id, key) ?? next.index
  const slot = slotOfIndex(index, idsOf(key), drag.ids)
  model.drag.set({ ...drag, over: { cell: key, stageId, slot } })
  model.speech.set(say.over(model.standing([...drag.ids], { cell: key, index })))
  return model.lists.get(key)?.reveal(slot)
}

/** The click that ends a drag is not meant for the link below it. */
function swallowNextClick() {
  const swallow = (event: MouseEvent) => {
    if (!event.detail) return // made by a key
    event.preventDefault()
    event.stopPropagation()
  }
  const stop = () => removeEventListener('click', swallow, true)
  addEventListener('click', swallow, true)
  addEventListener('pointerdown', stop, { capture: true, once: true })
}

/** Two fingers are no drag any more; and the first to leave the screen would otherwise drop the deal. */
function cancelAtSecondFinger(card: EventTarget | null) {
  const stop = () => removeEventListener('touchstart', cancel, true)
  const cancel = () => {
    stop()
    card?.dispatchEvent(new Event('touchcancel'))
  }
  addEventListener('touchstart', cancel, true)
  card?.addEventListener('touchend', stop, { once: true })
}

/** What makes a card draggable: spread over its link. */
export function useDraggableCard(id: string, disabled: boolean) {
  const { setNodeRef, listeners } = useDraggable({ id, disabled })
  return { ref: setNodeRef, listeners }
}

/** The ref of a cell's list, which takes drops. */
export function useDropCell(key: string) {
  return useDroppable({ id: key }).setNodeRef
}
