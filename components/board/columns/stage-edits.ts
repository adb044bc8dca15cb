import type { BoardStage } from '@/lib/pipelines/schema'
import type { StageKind } from '@/lib/values/stage-kinds'

/** A stage as PUT /api/pipelines/:id takes it: with an id it is changed, without one it is new. */
export type StageEdit = { id?: string; name: string; kind?: StageKind }

const unchanged = ({ id, name }: BoardStage): StageEdit => ({ id, name })

export const withStageRenamed = (stages: BoardStage[], id: string, name: string): StageEdit[] =>
  stages.map((stage) => (stage.id === id ? { id, name } : unchanged(stage)))

export const withoutStage = (stages: BoardStage[], id: string): StageEdit[] =>
  stages.filter((stage) => stage.id !== id).map(unchanged)

export const withStageAdded = (stages: BoardStage[], at: number, stage: StageEdit): StageEdit[] =>
  stages.map(unchanged).toSpliced(at, 0, stage)

export function withStageShifted(stages: BoardStage[], id: string, by: -1 | 1): StageEdit[] {
  const from = stages.findIndex((stage) => stage.id === id)
  return stages
    .map(unchanged)
    .toSpliced(from, 1)
    .toSpliced(from + by, 0, unchanged(stages[from]!))
}
