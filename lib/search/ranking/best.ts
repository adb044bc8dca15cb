import type { Closeness } from '../../rows/sql'
import { distance } from './distance'

/** Rows that are read to choose from. */
export const READ = 200

type Row = { id: string; createdAt: string; pipelineId?: string }

/** Reads the newest READ rows that say all words as closely, of one pipeline or of any. */
type Read<R extends Row> = (closeness: Closeness, pipelineId?: string) => PromiseLike<R[]>

/**
 * Rows that say the words, the best first: by closeness, then those of the pipeline `here`, then the newest. Where more
 * than READ say them, only the newest are ranked, beside the newest with whole words, with beginnings and of `here`.
 */
export async function bestOf<R extends Row>(words: string[], read: Read<R>, textOf: (row: R) => string, here?: string) {
  const newest = await read('part')
  const isPart = words.length > 0 && newest.length === READ
  const closer = isPart ? [read('whole'), read('beginning'), ...(here ? [read('part', here)] : [])] : []
  const rows = new Map([newest, ...(await Promise.all(closer))].flat().map((row) => [row.id, row]))
  return [...rows.values()]
    .map((row) => ({ row, distance: distance(textOf(row), words), isElsewhere: row.pipelineId !== here }))
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        Number(a.isElsewhere) - Number(b.isElsewhere) ||
        compare(b.row.createdAt, a.row.createdAt) ||
        compare(b.row.id, a.row.id),
    )
    .map(({ row }) => row)
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))
