import { KindSign, StageMark } from '@/components/pipelines/stages/stage-mark'
import type { BoardStage } from '@/lib/pipelines/schema'

/** The sign of a stage in a menu. */
export function StageIcon({ stage }: { stage: BoardStage }) {
  return (
    <span className="flex w-4 shrink-0 justify-center">
      {stage.kind === 'open' ? <StageMark stage={stage} /> : <KindSign kind={stage.kind} />}
    </span>
  )
}
