import { shownDeals } from '@/components/format'
import { createObservable } from '@/components/observable'
import type { BoardStore } from './board-store'

/** The most deals that one bulk request takes. */
export const MOST_SELECTED = 5000

/** The selected deals of a board. */
export function createSelection(store: BoardStore, say: (text: string) => void) {
  const selected = createObservable<ReadonlySet<string>>(new Set())
  /** The first deal of a range, and the selected deals beside that range. */
  let anchor: string | undefined
  let outsideRange: Iterable<string> = []

  store.subscribe(() => {
    const ids = [...selected.get()]
    const left = ids.filter(store.has)
    if (left.length < ids.length) selected.set(new Set(left))
  })

  function select(ids: Iterable<string>) {
    const known = [...ids].filter(store.has).slice(0, MOST_SELECTED)
    selected.set(new Set(known))
    say(known.length ? `${shownDeals(known.length)} selected` : 'Nothing selected')
  }

  /** Adds a deal, which becomes the anchor of the next range. */
  function begin(id: string) {
    anchor = id
    outsideRange = selected.get()
    select([...outsideRange, id])
  }

  function toggle(id: string) {
    if (!selected.get().has(id)) return begin(id)
    anchor = undefined
    select([...selected.get()].filter((each) => each !== id))
  }

  /** Selects from the anchor to this deal instead of the last range; `onRange` gets the ids first. */
  function extendTo(id: string, ids = store.column(store.cellOf(id)).ids, onRange?: (ids: string[]) => void) {
    const from = anchor === undefined ? -1 : ids.indexOf(anchor)
    if (from < 0) return begin(id)
    const to = ids.indexOf(id)
    const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1)
    onRange?.(range)
    select(new Set([...outsideRange, ...range]))
  }

  function clear() {
    anchor = undefined
    if (selected.get().size) select([])
  }

  /** The selected ids as the board shows them, lane by lane; those not shown come last. */
  function inOrder() {
    const ids = selected.get()
    const shown = store.cells.all.flatMap(({ key }) => store.column(key).ids.filter((id) => ids.has(id)))
    return [...new Set([...shown, ...ids])]
  }

  return {
    selected,
    begin,
    toggle,
    extendTo,
    select,
    clear,
    inOrder,
    has: (id: string) => selected.get().has(id),
    /** The ids of the selection when the deal is part of it, else its own. */
    groupOf: (id: string) => (selected.get().has(id) ? inOrder() : [id]),
  }
}
