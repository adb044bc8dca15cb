import { and, eq, type SQL, sql } from 'drizzle-orm'
import { deals } from '@/db/schema/deals'
import { type StageSums, sums } from '../deals/counting/tally'
import type { PackedSum } from './board-format'

/** Condition for the deals of one pipeline that match; its placeholders are `tenantId` and `pipelineId`. */
export const inPipeline = (matches: SQL | undefined) =>
  and(eq(deals.tenantId, sql.placeholder('tenantId')), eq(deals.pipelineId, sql.placeholder('pipelineId')), matches)

export const sumsOfPipeline = (matches: SQL | undefined) => sql`
  select json_agg(summed) from (${sums} where ${inPipeline(matches)} group by 1, 2) as summed`

export const packSums = (stages: StageSums, stageId: string): PackedSum[] =>
  [...(stages.get(stageId) ?? [])]
    .toSorted(([, a], [, b]) => b.deals - a.deals)
    .map(([currency, { deals, priced, minor, unrated, unratedMinor, weight }]) => [
      ...([stageId, currency, deals, priced, String(minor), unrated] as const),
      ...([String(unratedMinor), String(weight)] as const),
    ])
