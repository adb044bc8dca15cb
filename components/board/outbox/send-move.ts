import { api } from '@/components/api'
import type { Card } from '@/lib/board/schema'
import type { Deal } from '@/lib/deals/schema'
import type { Place } from '../store/projection'
import { isNeighbourGone } from '../words/refusals'
import { findWrittenVersion } from './lost-answers'

/** Moves a deal and returns its new version; beside a deleted neighbour it goes to the top. Throws ApiError. */
export async function sendMove(
  id: string,
  { stageId, fields: laneFields, beforeId, afterId }: Place,
  { version, userId, fields = {} }: { version: number; userId: string; fields?: object },
) {
  const put = (body: Place) =>
    api<Deal>(`/api/deals/${id}`, {
      method: 'PUT',
      body: { ...body, ...writable(laneFields), ...fields },
      ifMatch: version,
    })
  try {
    const moved = await put({ stageId, beforeId, afterId }).catch((reason) => {
      if (!isNeighbourGone(reason)) throw reason
      return put({ stageId })
    })
    return moved.version
  } catch (reason) {
    const written = await findWrittenVersion(reason, id, version, userId)
    if (written === undefined) throw reason
    return written
  }
}

/** The fields of a lane as the API takes them. */
export const writable = ({ clientName: _, ...fields }: Partial<Card> = {}) => fields
