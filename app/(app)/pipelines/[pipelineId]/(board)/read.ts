import { firstViewHtml } from '@/components/board/first-view/first-view-html'
import { fromDatabase } from '@/db/errors'
import { may } from '@/lib/auth/actor'
import { requireActor } from '@/lib/auth/identify'
import { getBoard } from '@/lib/board/read-board'
import { isAppError } from '@/lib/errors'
import { getFrame } from '@/lib/frame/queries'
import { openingQuery } from '@/lib/views/queries'

/**
 * What a board's page shows to whoever sends these headers: the frame around it and the packed board, both as JSON, and
 * the columns in sight as HTML; or the address to go to, for those with a default view. Undefined for everybody whom the
 * page would send elsewhere.
 */
export async function readBoardPage(headers: Headers, pipelineId: string) {
  try {
    const actor = await requireActor(headers)
    if (!may(actor, 'VIEW_SALES_PIPELINES')) return
    const [frame, board, query] = await Promise.all([
      getFrame(actor),
      getBoard(actor, pipelineId),
      openingQuery(actor, pipelineId, new URLSearchParams()),
    ])
    if (query !== undefined) return { location: `/pipelines/${pipelineId}?${query}` }
    const today = new Date().toISOString().slice(0, 10)
    return { frame: JSON.stringify(frame), board, columns: firstViewHtml(board, today) }
  } catch (error) {
    if (!(isAppError(error) || fromDatabase(error))) throw error
  }
}
