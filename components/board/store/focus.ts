import type { BoardStore } from './board-store'
import type { ListHandle } from './list-handle'

const FRAMES = 10

/** Keyboard focus follows deals, also to where they are not rendered yet. */
export function createFocus(store: BoardStore, lists: ReadonlyMap<string, ListHandle>) {
  function focus(id: string, frames = FRAMES) {
    requestAnimationFrame(() => {
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
        focus(id, frames - 1)
      }
    })
  }

  /** A change that takes the focused deal to another column would lose the focus on the way. */
  function keepFocus(ids: string[], change: () => void) {
    const focused = ids.find((id) => document.activeElement?.id === `deal-${id}`)
    change()
    if (!focused || !store.has(focused)) return
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focus(focused)
    })
  }

  return { focus: (id: string) => focus(id), keepFocus }
}
