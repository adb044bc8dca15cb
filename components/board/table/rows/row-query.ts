import { api } from '@/components/api'
import type { CardPage } from '@/lib/board/schema'
import type { Row } from './row'

export type RowQuery = ReturnType<typeof createRowQuery>

/** Which rows are asked for, in which order. */
export function createRowQuery(pipelineId: string) {
  let asked = { sort: '', filter: '' }
  let asking = 0

  const ask = (query: Record<string, string>) => {
    const text = new URLSearchParams({ sort: asked.sort || 'stage', ...query })
    const path = `/api/pipelines/${pipelineId}/cards?${text}${asked.filter && `&${asked.filter}`}`
    return api<Omit<CardPage, 'items'> & { items: Row[] }>(path)
  }

  /** An answer to a filter that has been changed meanwhile is asked for again. */
  async function fetchRows(ids: string[]): Promise<Row[]> {
    const mine = asking
    const { items } = await ask({ ids: ids.join() })
    return mine === asking ? items : fetchRows(ids)
  }

  return {
    ask,
    fetchRows,
    asked: () => asked,
    /** Tells one query from the next, even when it asks for the same. */
    turn: () => asking,
    change(sort: string, filter: string) {
      asked = { sort, filter }
      return ++asking
    },
  }
}
