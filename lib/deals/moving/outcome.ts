import { NOW } from '@/db/columns'
import type { DealRow } from '@/db/schema/deals'
import type { StageRow } from '@/db/schema/pipelines'
import { badField } from '@/lib/errors'

// The outcome that a stage's kind gives its deals, for every way in and for edits. A deal has a closing day exactly
// while its stage is won or lost, and a lost reason only while it is lost.

type Kind = StageRow['kind']
type OutcomeFields = Pick<DealRow, 'stageEnteredAt' | 'closedAt' | 'lostReason'>

/** Closing day and lost reason of a deal in a stage of this kind; without a day it was closed as it came in. */
export const outcomeIn = (kind: Kind, { stageEnteredAt, closedAt, lostReason }: OutcomeFields) => ({
  closedAt: kind === 'open' ? null : (closedAt ?? stageEnteredAt),
  lostReason: kind === 'lost' ? lostReason : null,
})

/** Columns that change as a deal comes into a stage; the same outcome again keeps its closing day. */
export const onArrival = (
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

/** Throws bad_request for a lost reason of a deal that is not lost, unless the deal has that reason already. */
export function requireLost(
  kind: Kind,
  changes: { lostReason?: string | null | undefined },
  before: Pick<DealRow, 'lostReason'> | undefined,
  path = 'lostReason',
) {
  if (kind !== 'lost' && changes.lostReason && changes.lostReason !== before?.lostReason)
    throw badField(path, 'is only for deals in a lost stage; leave it out, or send it with a stageId of that kind')
}
