import type { BoardStore } from './board-store'
import type { ListHandle } from './list-handle'

const FRAMES = 10

/** Keyboard focus follows deals, also to where they are not rendered yet. */
export function createFocus(store: BoardStore, lists: ReadonlyMap<string, ListHandle>) {
  /** At once, so that a key pressed within the same frame goes on from there. */
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

  /** Once a change of this moment is rendered, which may take the deal's card elsewhere. */
  const focus = (id: string) => void requestAnimationFrame(() => goTo(id))

  /** A change that takes the focused deal to another column would lose the focus on the way. */
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
