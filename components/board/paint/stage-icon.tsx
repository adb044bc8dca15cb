import type { BoardStage } from '@/lib/board/schema'
import { KindSign, StageMark } from './stage-mark'

/** In a menu of stages. */
export function StageIcon({ stage }: { stage: BoardStage }) {
  return (
    <span className="flex w-4 shrink-0 justify-center">
      {stage.kind === 'open' ? <StageMark stage={stage} /> : <KindSign kind={stage.kind} />}
    </span>
  )
}
