import { api } from '@/components/api'
import type { Card } from '@/lib/board/schema'
import type { Deal } from '@/lib/deals/schema'
import type { Place } from '../store/projection'
import { isNeighbourGone } from '../words/refusals'
import { writtenAnyway } from './lost-answers'

/**
 * Moves a deal that is known in this version, with what else its stage asks for; the new version is the answer. Beside a neighbour that is gone it lands on top.
 * Throws what the server refused with.
 */
export async function sendMove(
  id: string,
  { stageId, fields: taken, beforeId, afterId }: Place,
  { version, userId, fields = {} }: { version: number; userId: string; fields?: object },
) {
  const put = (body: Place) =>
    api<Deal>(`/api/deals/${id}`, { method: 'PUT', body: { ...body, ...writable(taken), ...fields }, ifMatch: version })
  try {
    const moved = await put({ stageId, beforeId, afterId }).catch((reason) => {
      if (!isNeighbourGone(reason)) throw reason
      return put({ stageId })
    })
    return moved.version
  } catch (reason) {
    const written = await writtenAnyway(reason, id, version, userId)
    if (written === undefined) throw reason
    return written
  }
}

/** What a deal takes on in a lane, as the API takes it. */
export const writable = ({ clientName: _, ...fields }: Partial<Card> = {}) => fields
