import { api } from '@/components/api'

/**
 * What the server was asked for, as in the address: a filter, empty for all deals, a sort, empty for the own order, and
 * lanes, empty without any.
 */
export type Asked = { filter: string; sort: string; lanes: string }

/** Asks of the deals of a pipeline that match, in the order that is shown; what is shown may change meanwhile. */
export function createBoardRequests(path: string, shownUnder: Asked) {
  let now = shownUnder

  const isNow = ({ filter, sort, lanes }: Asked) => filter === now.filter && sort === now.sort && lanes === now.lanes

  /** An answer to something else than what is shown by then is asked for again. */
  async function ask<T>(what: string): Promise<T> {
    const asked = now
    const answer = await send<T>(what, asked)
    return isNow(asked) ? answer : ask(what)
  }

  /** What is named in `what` takes the place of what the filter says of it: a lane is a part of what matches. */
  function send<T>(what: string, { filter, sort, lanes }: Asked) {
    const [name = '', own] = what.split('?')
    const query = new URLSearchParams(filter)
    for (const [key, value] of new URLSearchParams(own)) query.set(key, value)
    if (sort && name === 'cards') query.set('sort', sort)
    if (lanes && name === 'totals') query.set('lanes', lanes)
    return api<T>(`${path}/${name}${query.size ? `?${query}` : ''}`)
  }

  return {
    ask,
    askUnfiltered: <T>(what: string) => send<T>(what, { ...now, filter: '' }),
    now: () => now,
    isNow,
    change(next: Asked) {
      now = next
    },
  }
}
