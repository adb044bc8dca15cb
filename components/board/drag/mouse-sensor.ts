import { PointerSensor } from '@dnd-kit/core'
import type { PointerEvent } from 'react'

/** Drags by the primary button of a mouse or pen; other buttons neither lift, nor drop while it is down. */
export class MouseSensor extends PointerSensor {
  static override activators = [
    {
      eventName: 'onPointerDown' as const,
      handler: ({ button, pointerType }: PointerEvent) => button === 0 && pointerType !== 'touch',
    },
  ]
}
