import { api } from '@/components/api'
import type { CardPage } from '@/lib/board/schema'
import type { Row } from './row'

export type RowQuery = ReturnType<typeof createRowQuery>

/** Requests rows of a pipeline under the current sort and filter. */
export function createRowQuery(pipelineId: string) {
  let current = { sort: '', filter: '' }
  let revision = 0

  const ask = (query: Record<string, string>) => {
    const text = new URLSearchParams({ sort: current.sort || 'stage', ...query })
    const path = `/api/pipelines/${pipelineId}/cards?${text}${current.filter && `&${current.filter}`}`
    return api<Omit<CardPage, 'items'> & { items: Row[] }>(path)
  }

  /** Fetches rows by id, again when sort or filter have changed before the answer. */
  async function fetchRows(ids: string[]): Promise<Row[]> {
    const mine = revision
    const { items } = await ask({ ids: ids.join() })
    return mine === revision ? items : fetchRows(ids)
  }

  return {
    ask,
    fetchRows,
    current: () => current,
    /** The number of the query, which every change raises. */
    revision: () => revision,
    change(sort: string, filter: string) {
      current = { sort, filter }
      return ++revision
    },
  }
}
