import { shownDeals } from '@/components/format'
import type { BoardStore } from './board-store'
import { createCell } from './observable'

/** As many as one request takes. */
export const MOST_SELECTED = 5000

/** The deals that are chosen for what is done to many at once. */
export function createSelection(store: BoardStore, say: (text: string) => void) {
  const chosen = createCell<ReadonlySet<string>>(new Set())
  /** One end of a range, and what is chosen besides the range. */
  let anchor: string | undefined
  let besides: Iterable<string> = []

  store.subscribe(() => {
    const ids = [...chosen.get()]
    const left = ids.filter(store.has)
    if (left.length < ids.length) chosen.set(new Set(left))
  })

  function choose(ids: Iterable<string>) {
    const known = [...ids].filter(store.has).slice(0, MOST_SELECTED)
    chosen.set(new Set(known))
    say(known.length ? `${shownDeals(known.length)} selected` : 'Nothing selected')
  }

  /** Adds one, from which the next range reaches. */
  function begin(id: string) {
    anchor = id
    besides = chosen.get()
    choose([...besides, id])
  }

  function toggle(id: string) {
    if (!chosen.get().has(id)) return begin(id)
    anchor = undefined
    choose([...chosen.get()].filter((each) => each !== id))
  }

  /** All between the one chosen last and this one, in place of an earlier range from there; `hold` sees them before. */
  function extendTo(id: string, ids = store.column(store.cellOf(id)).ids, hold?: (ids: string[]) => void) {
    const from = anchor === undefined ? -1 : ids.indexOf(anchor)
    if (from < 0) return begin(id)
    const to = ids.indexOf(id)
    const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1)
    hold?.(range)
    choose(new Set([...besides, ...range]))
  }

  function clear() {
    anchor = undefined
    if (chosen.get().size) choose([])
  }

  /** From the first stage to the last, lane by lane, in each from top to bottom; what is not shown comes last. */
  function inOrder() {
    const ids = chosen.get()
    const shown = store.cells.all.flatMap(({ key }) => store.column(key).ids.filter((id) => ids.has(id)))
    return [...new Set([...shown, ...ids])]
  }

  return {
    chosen,
    begin,
    toggle,
    extendTo,
    choose,
    clear,
    inOrder,
    has: (id: string) => chosen.get().has(id),
    /** What acting on a deal acts on: all that are chosen when it is one of them. */
    around: (id: string) => (chosen.get().has(id) ? inOrder() : [id]),
  }
}
