import { api } from '@/components/api'
import { sortWords } from '../store/order'

/** The query parameters of the shown deals; each is empty for none. */
export type BoardQuery = { filter: string; sort: string; lanes: string }

export type ShownDeals = ReturnType<typeof createBoardRequests>

/** The query whose deals a board shows, and requests under it. */
export function createBoardRequests(path: string, shownUnder: BoardQuery) {
  let current = shownUnder

  const isCurrent = ({ filter, sort, lanes }: BoardQuery) =>
    filter === current.filter && sort === current.sort && lanes === current.lanes

  /** Requests `what`, whose parameters replace those of the filter; and again when the query changes before the answer. */
  async function ask<T>(what: string): Promise<T> {
    const under = current
    const { filter, sort, lanes } = under
    const [name = '', own] = what.split('?')
    const query = new URLSearchParams(filter)
    for (const [key, value] of new URLSearchParams(own)) query.set(key, value)
    if (sort && name === 'cards') query.set('sort', sort)
    if (lanes && name === 'totals') query.set('lanes', lanes)
    const answer = await api<T>(`${path}/${name}${query.size ? `?${query}` : ''}`)
    return isCurrent(under) ? answer : ask(what)
  }

  return {
    ask,
    isFiltered: () => current.filter !== '',
    /** Why deals cannot be arranged by hand; empty where they can. */
    orderWords: () => current.sort && `Order follows the sort by ${sortWords(current.sort)}`,
    isCurrent,
    change(next: BoardQuery) {
      current = next
    },
  }
}
