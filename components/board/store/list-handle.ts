/** What a rendered list does for drags and the focus. Coordinates are pixels of the window. */
export type ListHandle = {
  isCollapsed?: true
  /** Focuses the button of a collapsed list. */
  focus?: () => void
  /** The slot that a pointer at this height points to. */
  slotAt: (clientY: number) => number
  /** Scrolls to a slot and returns its position. */
  reveal: (slot: number) => { x: number; y: number }
  scrollTo: (index: number) => void
}

/** Registers the handle of some cells; returns a function that ends it, unless another one has come since. */
export function handleLists(lists: Map<string, ListHandle>, keys: string[], handle: ListHandle) {
  for (const key of keys) lists.set(key, handle)
  return () => {
    for (const key of keys) if (lists.get(key) === handle) lists.delete(key)
  }
}
