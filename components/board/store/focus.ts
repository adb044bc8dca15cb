import type { BoardStore } from './board-store'
import type { ListHandle } from './list-handle'

const FRAMES = 10

/** Moves the keyboard focus to deals, rendered or not. */
export function createFocus(store: BoardStore, lists: ReadonlyMap<string, ListHandle>) {
  /** Focuses a deal, and scrolls its list to it where it is not rendered. */
  function goTo(id: string, frames = FRAMES) {
    const element = document.getElementById(`deal-${id}`)
    if (element) {
      element.focus({ preventScroll: true })
      element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      return
    }
    const key = store.cellOf(id)
    const list = lists.get(key)
    if (list?.isCollapsed) list.focus?.()
    else if (frames) {
      list?.scrollTo(store.column(key).ids.indexOf(id))
      requestAnimationFrame(() => goTo(id, frames - 1))
    }
  }

  /** Focuses a deal once the current change is rendered. */
  const focus = (id: string) => void requestAnimationFrame(() => goTo(id))

  /** Keeps the focus on a deal that `change` takes to another column. */
  function keepFocus(ids: string[], change: () => void) {
    const focused = ids.find((id) => document.activeElement?.id === `deal-${id}`)
    change()
    if (!focused || !store.has(focused)) return
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focus(focused)
    })
  }

  return { focus, goTo: (id: string) => goTo(id), keepFocus }
}
