import { type Toast, toast } from '@/components/ui/overlays/toast'
import { deletedBy, hasLeft, standsIn } from '../words/announcements'
import type { BoardState } from './board-state'
import type { DealNews } from './deal-news'

/** A deal that had the focus, and what was being typed into it. */
type Gone = { id: string; title: string; typed?: string }

/** Says that the focus is on another deal because one has gone, and keeps keys from changing that before the person has moved. */
export function createStandIn({ store, speech }: BoardState, { changedBy }: DealNews) {
  return (
    { id, title, typed }: Gone,
    next: { title: string; element: Element } | undefined,
    open?: Toast['action'],
  ) => {
    const isDeleted = store.deletedAt(id) !== undefined
    const message = isDeleted ? deletedBy(title, changedBy(id)) : hasLeft(title)
    const description = [typed, next && standsIn(next.title)].filter(Boolean).join(' ')
    const show = () => toast(message, { id: 'stand-in', description, action: typed && !isDeleted ? open : undefined })
    speech.set([message, description].filter(Boolean).join(' '))
    if (typed) show()
    if (next) holdKeys(next.element, show)
  }
}

const going = /^(?:Arrow|Page|Home|End|Tab|Escape)/
const changing = /^(?:.|Enter|F2|Delete|Backspace|Dead|Process)$/u

/** Stops the keys that act on a deal at an element, until one goes on from there, a press, or the loss of the focus. */
function holdKeys(element: Element, onHeld: () => void) {
  const end = new AbortController()
  const options = { capture: true, signal: end.signal }

  function hold(event: Event) {
    event.preventDefault()
    event.stopPropagation()
    onHeld()
  }

  function hear(event: KeyboardEvent) {
    const { key, altKey, ctrlKey, metaKey } = event
    if (going.test(key) && !altKey) return end.abort()
    const isOfPage = (ctrlKey || metaKey) && key.length === 1
    if (altKey ? going.test(key) : changing.test(key) && !isOfPage) hold(event)
  }

  element.addEventListener('keydown', (event) => hear(event as KeyboardEvent), options)
  element.addEventListener('paste', hold, options)
  for (const type of ['pointerdown', 'focusout']) element.addEventListener(type, () => end.abort(), options)
}
