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

/** Takes an arrow key and answers with the window position the card is to fly to; nothing for other keys. */
type Options = { onArrow: (code: string) => Point | undefined }

/** Space lifts and drops, arrows move by places instead of pixels, Escape and Tab cancel; Enter is left to the link. */
export class KeyboardSensor {
  autoScrollEnabled = false
  #props: Props
  #origin: Point

  static activators = [
    {
      eventName: 'onKeyDown' as const,
      handler: (event: React.KeyboardEvent) => {
        if (event.code !== 'Space') return false
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
    // The key that lifts is past this phase already, so it does not drop at once.
    document.addEventListener('keydown', this.#onKeyDown, true)
    addEventListener('pointerdown', this.#cancel, true)
  }

  #onKeyDown = (event: KeyboardEvent) => {
    if (event.code === 'Space' && !event.repeat) return this.#finish(event, this.#props.onEnd)
    if (event.code === 'Escape' || event.code === 'Tab') return this.#finish(event, this.#props.onCancel)
    const to = this.#props.options.onArrow(event.code)
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
