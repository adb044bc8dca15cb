import { latinKey } from '@/components/ui/latin-key'

type Point = { x: number; y: number }

type Props = {
  activeNode: { node: { current: HTMLElement | null } }
  event: Event
  options: Options
  onStart: (at: Point) => void
  onMove: (by: Point) => void
  onEnd: () => void
  onCancel: () => void
}

/** `onKey` gets other keys as `latinKey` reads them, and returns the point of the window that the card flies to. */
type Options = { onKey: (key: string) => Point | undefined }

/** Drags by keys: Space lifts and drops, Escape and Tab cancel. */
export class KeyboardSensor {
  autoScrollEnabled = false
  #props: Props
  #origin: Point

  static activators = [
    {
      eventName: 'onKeyDown' as const,
      handler: (event: React.KeyboardEvent) => {
        if (event.key !== ' ') return false
        event.preventDefault()
        return true
      },
    },
  ]

  constructor(props: Props) {
    this.#props = props
    const rect = props.activeNode.node.current?.getBoundingClientRect()
    this.#origin = { x: rect?.left ?? 0, y: rect?.top ?? 0 }
    props.onStart({ x: 0, y: 0 })
    // The keydown that lifts has passed the capture phase, so it does not drop at once.
    document.addEventListener('keydown', this.#onKeyDown, true)
    addEventListener('pointerdown', this.#cancel, true)
  }

  #onKeyDown = (event: KeyboardEvent) => {
    if (event.key === ' ' && !event.repeat) return this.#finish(event, this.#props.onEnd)
    if (event.key === 'Escape' || event.key === 'Tab') return this.#finish(event, this.#props.onCancel)
    const to = this.#props.options.onKey(latinKey(event))
    event.preventDefault()
    event.stopPropagation()
    if (to) this.#props.onMove({ x: to.x - this.#origin.x, y: to.y - this.#origin.y })
  }

  #cancel = (event: Event) => this.#finish(event, this.#props.onCancel)

  #finish(event: Event, then: () => void) {
    if (event instanceof KeyboardEvent) {
      event.preventDefault()
      event.stopPropagation()
    }
    document.removeEventListener('keydown', this.#onKeyDown, true)
    removeEventListener('pointerdown', this.#cancel, true)
    then()
  }
}
