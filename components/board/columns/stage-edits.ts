import type { BoardStage } from '@/lib/board/schema'
import type { StageKind } from '@/lib/pipelines/kinds'

/** A stage as PUT /api/pipelines/:id takes it: with an id it is changed, without one it is new; the order of the list counts. */
export type StageEdit = { id?: string; name: string; kind?: StageKind }

const keep = ({ id, name }: BoardStage): StageEdit => ({ id, name })

export const renamed = (stages: BoardStage[], id: string, name: string): StageEdit[] =>
  stages.map((stage) => (stage.id === id ? { id, name } : keep(stage)))

export const without = (stages: BoardStage[], id: string): StageEdit[] =>
  stages.filter((stage) => stage.id !== id).map(keep)

export const withNew = (stages: BoardStage[], at: number, stage: StageEdit): StageEdit[] =>
  stages.map(keep).toSpliced(at, 0, stage)

export function shifted(stages: BoardStage[], id: string, by: -1 | 1): StageEdit[] {
  const from = stages.findIndex((stage) => stage.id === id)
  return stages
    .map(keep)
    .toSpliced(from, 1)
    .toSpliced(from + by, 0, keep(stages[from]!))
}
