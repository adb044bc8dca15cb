import { NOW } from '@/db/columns'
import type { DealRow, StageRow } from '@/db/schema'

/** What being in a stage of this kind says of a deal. One that was closed already keeps its time until it is reopened. */
export const outcomeIn = (kind: StageRow['kind'], deal: DealRow) => ({
  closedAt: kind === 'open' ? null : (deal.closedAt ?? NOW),
  lostReason: kind === 'lost' ? deal.lostReason : null,
})
