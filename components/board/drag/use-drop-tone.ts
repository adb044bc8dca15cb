import type { BoardStage } from '@/lib/pipelines/schema'
import { useBoard, useObservable, useRefusal } from '../model/board-context'
import { isTargetOf } from '../model/drag-state'

/** The background of a cell during a drag, and why it does not take the deals. */
export function useDropTone(cell: string, stage: BoardStage) {
  const isTarget = useObservable(useBoard().model.drag, isTargetOf(cell))
  const refusal = useRefusal(stage)
  return { refusal, tone: !isTarget ? 'bg-sunken' : refusal ? 'bg-pressed' : 'bg-accent-soft' }
}
