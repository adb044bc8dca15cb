import type { BoardStage, Card, LaneKind, Lanes } from '@/lib/board/schema'

/** A list of deals on the board: a stage or, in lanes, one lane of it. */
export type Cell = {
  key: string
  stageId: string
  /** What a deal takes on by standing here. */
  fields?: Partial<Card>
}

export type Lane = { key: string; id: string | null; name: string; cells: Cell[] }

/** Where a deal belongs. */
type Placed = Pick<Card, 'stageId' | 'ownerId' | 'clientId'>

const nobody: Record<LaneKind, string> = { owner: 'No owner', client: 'No client' }
const unnamed: Record<LaneKind, string> = { owner: 'Somebody', client: 'A client' }

const fieldsOf: Record<LaneKind, (id: string | null, name: string | null) => Partial<Card>> = {
  owner: (ownerId) => ({ ownerId }),
  client: (clientId, clientName) => ({ clientId, clientName }),
}

export type Cells = ReturnType<typeof cellsOf>

/** What the lists of a board depend on; the same lanes make the same lists, whatever stands in them. */
const lanesKey = (stages: Pick<BoardStage, 'id'>[], asked: Lanes | undefined) =>
  JSON.stringify([stages.map(({ id }) => id), asked?.by, asked?.more, asked?.items.map(({ id, name }) => [id, name])])

/** `known`, where it is still right. */
export const renewed = (known: Cells, stages: Pick<BoardStage, 'id'>[], asked: Lanes | undefined) =>
  known.madeFrom === lanesKey(stages, asked) ? known : cellsOf(stages, asked)

/** The lists of a board, lane by lane, in each from the first stage to the last. */
export function cellsOf(stages: Pick<BoardStage, 'id'>[], asked?: Lanes) {
  const lanes = asked?.items.map((item) => laneOf(stages, asked.by, item))
  const all: Cell[] = lanes
    ? lanes.flatMap((lane) => lane.cells)
    : stages.map(({ id }): Cell => ({ key: id, stageId: id }))
  const byKey = new Map(all.map((cell) => [cell.key, cell]))

  return {
    madeFrom: lanesKey(stages, asked),
    all,
    lanes,
    by: asked?.by,
    /** Lanes that are not shown. */
    more: asked?.more ?? 0,
    at: (key: string) => byKey.get(key),
    keyOf: (card: Placed) => cellKey(card.stageId, asked && laneKey(asked.by, card)),
    laneAt: (key: string) => lanes?.find(({ cells }) => cells.some((cell) => cell.key === key)),
    /** The next one that way. */
    beside(key: string, way: 'left' | 'right' | 'up' | 'down') {
      const at = all.findIndex((cell) => cell.key === key)
      const column = at % stages.length
      if (at < 0 || (way === 'left' && column === 0) || (way === 'right' && column === stages.length - 1)) return
      return all[at + { left: -1, right: 1, up: -stages.length, down: stages.length }[way]]
    },
  }
}

function laneOf(stages: Pick<BoardStage, 'id'>[], by: LaneKind, { id, name }: Lanes['items'][number]): Lane {
  const fields = fieldsOf[by](id, name)
  const key = id ?? 'none'
  return {
    key,
    id,
    name: id === null ? nobody[by] : (name ?? unnamed[by]),
    cells: stages.map(({ id: stageId }) => ({ key: cellKey(stageId, key), stageId, fields })),
  }
}

const laneKey = (by: LaneKind, card: Placed) => card[by === 'owner' ? 'ownerId' : 'clientId'] ?? 'none'

const cellKey = (stageId: string, lane?: string) => (lane === undefined ? stageId : `${stageId}/${lane}`)

/** As the API names the lane of a cell. */
export const laneQuery = ({ fields }: Cell): Record<string, string> =>
  !fields ? {} : 'ownerId' in fields ? { owner: fields.ownerId ?? 'none' } : { client: fields.clientId ?? 'none' }
