import { type SQL, sql } from 'drizzle-orm'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import { users } from '@/db/schema/users'
import { readSums, type SumRow, sumsWith } from '../deals/counting/tally'
import { memberName } from '../users/queries'
import { compareTexts } from '../values/alphabet'
import type { PackedLanes } from './board-format'
import type { LaneKind } from './schema'
import { inPipeline, packSums } from './sums'

const MOST_LANES = 50

/** Answer of the SQL of `lanesOfPipeline`; `lanes` also counts those that are left out. */
export type LaneRows = { lanes: number; items: { id: string | null; name: string | null; sums: SumRow[] }[] }

const tenantId = sql.placeholder('tenantId')

const kinds: Record<LaneKind, { column: SQL; names: SQL }> = {
  owner: {
    column: sql`${deals.ownerId}`,
    names: sql`select ${users.id} as id, ${memberName} as name from ${users}`,
  },
  client: {
    column: sql`${deals.clientId}`,
    names: sql`select ${contacts.id} as id, ${contacts.name} as name from ${contacts}
      where ${contacts.tenantId} = ${tenantId} and ${sql.placeholder('seesContacts')}::boolean`,
  },
}

/** SQL of the largest lanes; its placeholders are `tenantId`, `pipelineId` and `seesContacts`. */
export function lanesOfPipeline(by: LaneKind, matches: SQL | undefined) {
  const { column, names } = kinds[by]
  return sql`(
    with summed as materialized (${sumsWith(sql`, ${column} as lane`)} where ${inPipeline(matches)} group by 1, 2, lane),
    lanes as (select lane, row_number() over (order by sum(deals) desc, lane) as place from summed group by lane),
    largest as (select lane from lanes where place <= ${sql.raw(String(MOST_LANES))})
    select json_build_object(
      'lanes', (select count(*) from lanes),
      'items', (select coalesce(json_agg(item), '[]') from (
        select largest.lane as id, min(named.name) as name, json_agg(summed) as sums
        from largest join summed on summed.lane is not distinct from largest.lane
          left join (${names}) as named on named.id = largest.lane
        group by largest.lane) as item)))`
}

export function packLanes(by: LaneKind, { lanes, items }: LaneRows): PackedLanes {
  const packed = items.map(({ id, name, sums }): PackedLanes['items'][number] => {
    const stages = readSums(sums)
    return [id, name, [...stages.keys()].flatMap((stageId) => packSums(stages, stageId))]
  })
  packed.sort(
    ([a, nameA], [b, nameB]) => Number(a === null) - Number(b === null) || compareTexts(nameA ?? '', nameB ?? ''),
  )
  return { by, items: packed, more: lanes - packed.length }
}
