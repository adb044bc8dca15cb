import { api } from '@/components/api'

/** The query parameters of the shown deals; each is empty for none. */
export type BoardQuery = { filter: string; sort: string; lanes: string }

/** Sends the requests of a board under its current query. */
export function createBoardRequests(path: string, shownUnder: BoardQuery) {
  let current = shownUnder

  const isCurrent = ({ filter, sort, lanes }: BoardQuery) =>
    filter === current.filter && sort === current.sort && lanes === current.lanes

  /** Requests `what`, and again whenever the query has changed before the answer came. */
  async function ask<T>(what: string): Promise<T> {
    const query = current
    const answer = await send<T>(what, query)
    return isCurrent(query) ? answer : ask(what)
  }

  /** Parameters of `what` replace those of the filter. */
  function send<T>(what: string, { filter, sort, lanes }: BoardQuery) {
    const [name = '', own] = what.split('?')
    const query = new URLSearchParams(filter)
    for (const [key, value] of new URLSearchParams(own)) query.set(key, value)
    if (sort && name === 'cards') query.set('sort', sort)
    if (lanes && name === 'totals') query.set('lanes', lanes)
    return api<T>(`${path}/${name}${query.size ? `?${query}` : ''}`)
  }

  return {
    ask,
    askUnfiltered: <T>(what: string) => send<T>(what, { ...current, filter: '' }),
    current: () => current,
    isCurrent,
    change(next: BoardQuery) {
      current = next
    },
  }
}
