import type { Card, LaneKind, Lanes } from '@/lib/board/schema'
import type { BoardStage } from '@/lib/pipelines/schema'

export type Direction = 'left' | 'right' | 'up' | 'down'

/** A list of deals on the board: a stage or, in lanes, one lane of it. */
export type Cell = {
  key: string
  stageId: string
  /** The owner or client that a deal gets by a move into this lane. */
  fields?: Partial<Card>
}

export type Lane = { key: string; id: string | null; name: string; cells: Cell[] }

type Placed = Pick<Card, 'stageId' | 'ownerId' | 'clientId'>

const nobody: Record<LaneKind, string> = { owner: 'No owner', client: 'No client' }
const unnamed: Record<LaneKind, string> = { owner: 'Somebody', client: 'A client' }

const fieldsOf: Record<LaneKind, (id: string | null, name: string | null) => Partial<Card>> = {
  owner: (ownerId) => ({ ownerId }),
  client: (clientId, clientName) => ({ clientId, clientName }),
}

export type Cells = ReturnType<typeof cellsOf>

const lanesKey = (stages: Pick<BoardStage, 'id'>[], grouping: Lanes | undefined) =>
  JSON.stringify([
    stages.map(({ id }) => id),
    grouping?.by,
    grouping?.more,
    grouping?.items.map(({ id, name }) => [id, name]),
  ])

/** The same object as `known` while stages and lanes are the same. */
export const renewed = (known: Cells, stages: Pick<BoardStage, 'id'>[], grouping: Lanes | undefined) =>
  known.madeFrom === lanesKey(stages, grouping) ? known : cellsOf(stages, grouping)

/** All cells of a board, lane by lane, in each from the first stage to the last. */
export function cellsOf(stages: Pick<BoardStage, 'id'>[], grouping?: Lanes) {
  const lanes = grouping?.items.map((item) => laneOf(stages, grouping.by, item))
  const all: Cell[] = lanes
    ? lanes.flatMap((lane) => lane.cells)
    : stages.map(({ id }): Cell => ({ key: id, stageId: id }))
  const byKey = new Map(all.map((cell) => [cell.key, cell]))

  return {
    madeFrom: lanesKey(stages, grouping),
    all,
    lanes,
    by: grouping?.by,
    /** The number of lanes that are not shown. */
    more: grouping?.more ?? 0,
    at: (key: string) => byKey.get(key),
    keyOf: (card: Placed) => cellKey(card.stageId, grouping && laneKey(grouping.by, card)),
    laneAt: (key: string) => lanes?.find(({ cells }) => cells.some((cell) => cell.key === key)),
    beside(key: string, direction: Direction) {
      const at = all.findIndex((cell) => cell.key === key)
      const column = at % stages.length
      if (at < 0 || (direction === 'left' && column === 0) || (direction === 'right' && column === stages.length - 1))
        return
      return all[at + { left: -1, right: 1, up: -stages.length, down: stages.length }[direction]]
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

/** The query parameters by which the API filters the lane of a cell. */
export const laneQuery = ({ fields }: Cell): Record<string, string> =>
  !fields ? {} : 'ownerId' in fields ? { owner: fields.ownerId ?? 'none' } : { client: fields.clientId ?? 'none' }
