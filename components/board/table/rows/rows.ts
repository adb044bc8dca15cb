import { api } from '@/components/api'
import type { BoardStore } from '@/components/board/store/board-store'
import { createCardRefresher } from '@/components/board/store/card-refresher'
import { createCell } from '@/components/board/store/observable'
import type { Board, CardPage } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import { merge } from './merge'
import type { Row } from './row'
import { orderOf } from './row-order'

const FIRST = 100
const PAGE = 500

export type RowsView = {
  rows: Row[]
  /** Null once all are here. */
  next: string | null
  /** Rows to scroll through; those past `rows` are not loaded yet. */
  size: number
  status: 'loading' | 'ready' | 'failed'
  /** How far is being read, when that is more than a page away. */
  catchingUpTo: number
  /** A row stays where it is while it is looked at, though a change would put it elsewhere. */
  isOutOfOrder: boolean
}

const nothing: RowsView = { rows: [], next: null, size: 0, status: 'loading', catchingUpTo: 0, isOutOfOrder: false }

export type Rows = ReturnType<typeof createRows>

/** The deals of a pipeline in one order, loaded page by page and kept up with what others change. */
export function createRows({ pipeline, members }: Board, store: BoardStore) {
  const view = createCell(nothing)
  const places = new Map<string, number>()
  /** Changed while a page was on its way, which may show them as they were. */
  const late = new Set<string>()
  let asked = { sort: '', filter: '' }
  let asking = 0
  let shown = 0
  let goal = 0
  let loading: Promise<void> | undefined

  const refresher = createCardRefresher<Row>({
    isBusy: () => false,
    fetchCards: fetchRows,
    onFetched(ids, found) {
      const { rows, next, isOutOfOrder } = view.get()
      const merged = merge(rows, ids, found, orderOf(asked.sort, store.stages, members), next === null)
      set({ rows: merged.rows, isOutOfOrder: isOutOfOrder || merged.isOutOfOrder })
    },
  })

  const ask = (query: Record<string, string>) => {
    const text = new URLSearchParams({ sort: asked.sort || 'stage', ...query })
    const path = `/api/pipelines/${pipeline.id}/cards?${text}${asked.filter && `&${asked.filter}`}`
    return api<Omit<CardPage, 'items'> & { items: Row[] }>(path)
  }

  /** An answer to a filter that has been changed meanwhile is asked for again. */
  async function fetchRows(ids: string[]): Promise<Row[]> {
    const mine = asking
    const { items } = await ask({ ids: ids.join() })
    return mine === asking ? items : fetchRows(ids)
  }

  /** The rows before stay in sight until these are here. */
  async function show(sort: string, filter: string) {
    asked = { sort, filter }
    const mine = ++asking
    set({ status: 'loading' })
    try {
      const { items, next } = await ask({ take: String(FIRST) })
      if (mine !== asking) return
      shown = mine
      set({ rows: items, next, status: 'ready', isOutOfOrder: false })
      wantLate()
    } catch {
      if (mine === asking) set({ status: 'failed' })
    }
  }

  /** Resolves when `count` rows are here, or all, or fewer are wanted since. */
  function loadUpTo(count: number) {
    goal = count
    loading ??= load().finally(() => {
      loading = undefined
    })
    return loading
  }

  async function load() {
    const mine = asking
    try {
      for (;;) {
        const { rows, next, status, size } = view.get()
        const catchingUpTo = goal > rows.length + PAGE ? Math.min(goal, size) : 0
        if (catchingUpTo !== view.get().catchingUpTo) set({ catchingUpTo })
        if (status === 'loading' || next === null || rows.length >= goal) return
        const page = await ask({ after: next, take: String(PAGE) })
        if (mine !== asking) return
        const fresh = page.items.filter(({ id }) => !places.has(id))
        set({ rows: [...view.get().rows, ...fresh], next: page.next, status: 'ready' })
        wantLate()
      }
    } catch {
      if (mine === asking) set({ status: 'failed', catchingUpTo: 0 })
    }
  }

  function set(changes: Partial<RowsView>) {
    const now = { ...view.get(), ...changes }
    if (changes.rows) {
      places.clear()
      for (const [at, { id }] of now.rows.entries()) places.set(id, at)
    }
    now.size = now.next === null ? now.rows.length : Math.max(now.rows.length + 1, countOf(store))
    view.set(now)
  }

  const rowOf = (id: string) => view.get().rows[places.get(id) ?? -1]

  /** Without an event, any may have been missed. */
  function hear(event?: ChangeEvent) {
    if (!event) return showAgain()
    const { entity, entityId: id, version, action } = event
    if (entity !== 'deal' || (action !== 'deleted' && version <= (rowOf(id)?.version ?? 0))) return
    if (loading || view.get().status === 'loading') late.add(id)
    refresher.want(id)
  }

  function wantLate() {
    for (const id of late) refresher.want(id)
    late.clear()
  }

  const showAgain = () => show(asked.sort, asked.filter)

  function goOn() {
    if (shown !== asking) return showAgain()
    set({ status: 'ready' })
    return loadUpTo(goal)
  }

  return {
    view,
    show,
    showAgain,
    goOn,
    loadUpTo,
    hear,
    rowOf,
    placeOf: (id: string) => places.get(id) ?? -1,
    refetch: (id: string) => refresher.want(id),
  }
}

/** Under the filter, in all stages. */
const countOf = (store: BoardStore) => store.stages.reduce((sum, { id }) => sum + store.column(id).totals.count, 0)
