import {
  DndContext,
  DragOverlay,
  type DropAnimation,
  defaultDropAnimationSideEffects,
  MeasuringStrategy,
  TouchSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { type ReactNode, type RefObject, useLayoutEffect, useMemo } from 'react'
import { useBoard } from '../model/board-context'
import { createCollisionDetection } from './collision-detection'
import { dragByKey } from './drag-by-key'
import { KeyboardSensor } from './keyboard-sensor'
import { MouseSensor } from './mouse-sensor'
import { scrollBeneath } from './scroll-beneath'
import { useDragEvents } from './use-drag-events'

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
/** Slower than by mouse, as a stage fills the screen of a phone and the next one must not pass by. */
const autoScrollByTouch = { ...scrolling, acceleration: 3 }
const hideCard = defaultDropAnimationSideEffects({ styles: { active: { opacity: '0' } } })
const dropAnimation: DropAnimation = {
  duration: 120,
  easing: 'ease-out',
  sideEffects(drop) {
    // The card can be lifted again while its copy is still on the way.
    drop.dragOverlay.node.style.pointerEvents = 'none'
    return hideCard(drop)
  },
}

type Props = { id: string; drawLifted: (id: string) => ReactNode; children: ReactNode }

/** Lets the cards inside be dragged by mouse, touch and keyboard. */
export function DragAndDrop({ id, drawLifted, children }: Props) {
  const { model } = useBoard()
  const keyboard = useMemo(() => ({ onKey: (key: string) => dragByKey(model, key) }), [model])
  const sensors = useSensors(
    useSensor(MouseSensor, mouse),
    useSensor(TouchSensor, touch),
    useSensor(KeyboardSensor as never, keyboard),
  )
  const collisionDetection = useMemo(() => createCollisionDetection(model), [model])
  const { liftedId, isMotionReduced, means, ...events } = useDragEvents(model)
  return (
    <DndContext
      id={id}
      sensors={sensors}
      collisionDetection={collisionDetection}
      measuring={measuring}
      autoScroll={means === 'touch' ? autoScrollByTouch : autoScroll}
      accessibility={accessibility}
      onDragStart={events.start}
      onDragMove={events.move}
      onDragOver={events.move}
      onDragEnd={events.drop}
      onDragCancel={events.cancel}
    >
      {children}
      <DragOverlay
        dropAnimation={isMotionReduced ? null : dropAnimation}
        transition={means === 'keyboard' && !isMotionReduced ? 'transform 120ms ease-out' : undefined}
      >
        {liftedId && <div onWheel={scrollBeneath}>{drawLifted(liftedId)}</div>}
      </DragOverlay>
    </DndContext>
  )
}

/** The ref and listeners that make the link of a card draggable. */
export function useDraggableCard(id: string, disabled: boolean) {
  const { setNodeRef, listeners } = useDraggable({ id, disabled })
  return { ref: setNodeRef, listeners }
}

/** Has the element of a cell take drops. */
export function useDropCell(key: string, element: RefObject<HTMLElement | null>) {
  const { setNodeRef } = useDroppable({ id: key })
  useLayoutEffect(() => {
    setNodeRef(element.current)
    return () => setNodeRef(null)
  }, [setNodeRef, element])
}
