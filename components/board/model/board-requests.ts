import { api } from '@/components/api'

/** The query parameters of the shown deals; each is empty for none. */
export type BoardQuery = { filter: string; sort: string; lanes: string }

/** Sends the requests of a board under its current query. */
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
    current: () => current,
    isCurrent,
    change(next: BoardQuery) {
      current = next
    },
  }
}
