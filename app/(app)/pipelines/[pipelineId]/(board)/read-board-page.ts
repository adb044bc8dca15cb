import { firstViewHtml } from '@/components/board/first-view/first-view-html'
import { fromDatabase } from '@/db/errors'
import { may } from '@/lib/auth/actor'
import { requireActor } from '@/lib/auth/require-actor'
import { getBoard } from '@/lib/board/get-board'
import { isAppError } from '@/lib/errors'
import { getFrame } from '@/lib/frame/queries'
import { openingQuery } from '@/lib/views/queries'

/**
 * Content of a board's page for the sender of these headers: the frame and the packed board as JSON and the first
 * columns as HTML, or, with a default view, the address to go to. Undefined when the page would send them elsewhere.
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
    return { frame: JSON.stringify(frame), board, columns: firstViewHtml(board) }
  } catch (error) {
    if (!(isAppError(error) || fromDatabase(error))) throw error
  }
}
