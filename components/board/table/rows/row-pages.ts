import type { LoadedRows } from './loaded-rows'
import type { RowQuery } from './row-query'

const FIRST = 100
const PAGE = 500

type Options = { query: RowQuery; loaded: LoadedRows; onPage: () => void }

export function createRowPages({ query, loaded: { state, set, has }, onPage }: Options) {
  let shown = 0
  let goal = 0
  let loading: Promise<void> | undefined

  /** Loads the first page of another query; the former rows stay visible until it is here. */
  async function show(sort: string, filter: string) {
    const mine = query.change(sort, filter)
    set({ status: 'loading', catchingUpTo: 0 })
    try {
      const { items, next } = await query.ask({ take: String(FIRST) })
      if (mine !== query.revision()) return
      shown = mine
      set({ rows: items, next, status: 'ready', isOutOfOrder: false })
      onPage()
    } catch {
      if (mine === query.revision()) set({ status: 'failed' })
    }
  }

  function showAgain() {
    const { sort, filter } = query.current()
    return show(sort, filter)
  }

  /** Resolves when `count` rows are loaded, or all, or fewer are needed since. */
  function loadUpTo(count: number) {
    goal = count
    loading ??= load().finally(() => {
      loading = undefined
    })
    return loading
  }

  async function load() {
    const mine = query.revision()
    try {
      for (;;) {
        const { rows, next, status, size } = state.get()
        const isEnough = status === 'loading' || next === null || rows.length >= goal
        const catchingUpTo = !isEnough && goal > rows.length + PAGE ? Math.min(goal, size) : 0
        if (catchingUpTo !== state.get().catchingUpTo) set({ catchingUpTo })
        if (isEnough) return
        const page = await query.ask({ after: next, take: String(PAGE) })
        if (mine !== query.revision()) return
        const fresh = page.items.filter(({ id }) => !has(id))
        set({ rows: [...state.get().rows, ...fresh], next: page.next, status: 'ready' })
        onPage()
      }
    } catch {
      if (mine === query.revision()) set({ status: 'failed', catchingUpTo: 0 })
    }
  }

  function goOn() {
    if (shown !== query.revision()) return showAgain()
    set({ status: 'ready' })
    return loadUpTo(goal)
  }

  const isLoading = () => loading !== undefined || state.get().status === 'loading'

  return { show, showAgain, loadUpTo, goOn, isLoading }
}
