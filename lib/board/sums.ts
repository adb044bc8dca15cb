import { and, eq, type SQL, sql } from 'drizzle-orm'
import { deals } from '@/db/schema'
import { type Stages, sums } from '../deals/counting/tally'
import type { PackedSum } from './board-format'

/** Of one pipeline, those that match; a statement with it is to name `tenantId` and `pipelineId`. */
export const inPipeline = (matches: SQL | undefined) =>
  and(eq(deals.tenantId, sql.placeholder('tenantId')), eq(deals.pipelineId, sql.placeholder('pipelineId')), matches)

/** The sums of the deals that match, of every stage that has any. */
export const sumsOfPipeline = (matches: SQL | undefined) => sql`
  select json_agg(summed) from (${sums} where ${inPipeline(matches)} group by 1, 2) as summed`

/** Largest count first. */
export const packSums = (stages: Stages, stageId: string): PackedSum[] =>
  [...(stages.get(stageId) ?? [])]
    .toSorted(([, a], [, b]) => b.deals - a.deals)
    .map(([currency, { deals, priced, minor, unrated, unratedMinor, weight }]) => [
      ...([stageId, currency, deals, priced, String(minor), unrated] as const),
      ...([String(unratedMinor), String(weight)] as const),
    ])
