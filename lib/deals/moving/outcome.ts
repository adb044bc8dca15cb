import { NOW } from '@/db/columns'
import type { DealRow, StageRow } from '@/db/schema'
import { badField } from '@/lib/errors'

// What a stage's kind says of the deals in it: the one place that says so, for every way in and for edits. A deal has a
// closing day exactly while its stage is won or lost, and a lost reason only while it is lost.

type Kind = StageRow['kind']
type Standing = Pick<DealRow, 'stageEnteredAt' | 'closedAt' | 'lostReason'>

/** The outcome of a deal that stands in a stage of this kind. One without a closing day was closed when it came in. */
export const outcomeIn = (kind: Kind, { stageEnteredAt, closedAt, lostReason }: Standing) => ({
  closedAt: kind === 'open' ? null : (closedAt ?? stageEnteredAt),
  lostReason: kind === 'lost' ? lostReason : null,
})

/** What a deal takes on as it comes into a stage, from one of the kind `from`. The same outcome again keeps its day. */
export const arrived = (
  deal: Pick<DealRow, 'closedAt' | 'lostReason'>,
  from: Kind,
  to: Pick<StageRow, 'id' | 'pipelineId' | 'kind'>,
  lostReason: string | null = deal.lostReason,
) => ({
  stageId: to.id,
  pipelineId: to.pipelineId,
  stageEnteredAt: NOW,
  ...outcomeIn(to.kind, { stageEnteredAt: NOW, closedAt: from === to.kind ? deal.closedAt : null, lostReason }),
})

/** Throws bad_request for a new lost reason of a deal that is not lost. To write back the one it has is none. */
export function requireLost(
  kind: Kind,
  given: { lostReason?: string | null | undefined },
  before: Pick<DealRow, 'lostReason'> | undefined,
  path = 'lostReason',
) {
  if (kind !== 'lost' && given.lostReason && given.lostReason !== before?.lostReason)
    throw badField(path, 'is only for deals in a lost stage; leave it out, or send it with a stageId of that kind')
}
