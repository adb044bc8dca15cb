import type { Closeness } from '@/lib/rows/sql'
import { distance } from './distance'

/** Rows that are read to choose from. */
export const READ = 100

type Row = { id: string; createdAt: string; pipelineId?: string }

/** Reads the newest READ rows that say all words as closely, of one pipeline or of any. */
type Read<R extends Row> = (closeness: Closeness, pipelineId?: string) => PromiseLike<R[]>

type Search<R extends Row> = { words: string[]; read: Read<R>; textOf: (row: R) => string; here?: string | undefined }

/**
 * The first of the rows that say the words: by closeness, then those of the pipeline `here`, then the newest. Where more
 * than READ say them, the closest may be none of the newest and are read as well, as far as they are needed.
 */
export async function bestOf<R extends Row>(most: number, { words, read, textOf, here }: Search<R>): Promise<R[]> {
  const ranked = new Map<string, Ranked<R>>()
  const add = (rows: R[]) => {
    for (const row of rows)
      ranked.set(row.id, { row, distance: distance(textOf(row), words), isElsewhere: row.pipelineId !== here })
    return rows.length
  }
  const has = (furthest: number, isHere = false) =>
    [...ranked.values()].filter((it) => it.distance <= furthest && !(isHere && it.isElsewhere)).length >= most
  if (add(await read('part')) === READ && words.length)
    for (const [furthest, closeness] of (['whole', 'beginning', 'part'] as const).entries()) {
      if (has(furthest, here !== undefined)) break
      const isAll = closeness !== 'part' && add(await read(closeness)) < READ
      if (here && !isAll) add(await read(closeness, here))
      if (has(furthest)) break
    }
  return [...ranked.values()]
    .sort(byRank)
    .slice(0, most)
    .map(({ row }) => row)
}

type Ranked<R extends Row> = { row: R; distance: number; isElsewhere: boolean }

const byRank = (a: Ranked<Row>, b: Ranked<Row>) =>
  a.distance - b.distance ||
  Number(a.isElsewhere) - Number(b.isElsewhere) ||
  compare(b.row.createdAt, a.row.createdAt) ||
  compare(b.row.id, a.row.id)

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b))
