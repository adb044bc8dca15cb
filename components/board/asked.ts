import { api } from '@/components/api'

/** What the server was asked for, as in the address: a filter, empty for all deals, and a sort, empty for the own order. */
export type Asked = { filter: string; sort: string }

/** Asks of the deals of a pipeline that match, in the order that is shown; what is shown may change meanwhile. */
export function createAsker(path: string, shownUnder: Asked) {
  let now = shownUnder

  const isNow = ({ filter, sort }: Asked) => filter === now.filter && sort === now.sort

  /** An answer to something else than what is shown by then is asked for again. */
  async function ask<T>(what: string): Promise<T> {
    const asked = now
    const answer = await send<T>(what, asked)
    return isNow(asked) ? answer : ask(what)
  }

  function send<T>(what: string, { filter, sort }: Asked) {
    const query = [filter, sort && what.startsWith('cards') && `sort=${sort}`].filter(Boolean).join('&')
    return api<T>(`${path}/${what}${query && `${what.includes('?') ? '&' : '?'}${query}`}`)
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
