import { CircleCheck, CircleX } from 'lucide-react'
import { stageColor } from '@/components/pipelines/stage-color'
import type { BoardStage } from '@/lib/board/schema'

export function StageMark({ stage }: { stage: BoardStage }) {
  return <span aria-hidden className="h-3.5 w-[3px] shrink-0 rounded-full" style={{ background: stageColor(stage) }} />
}

/** Won and lost do not rest on colour alone. */
export function KindSign({ kind }: { kind: BoardStage['kind'] }) {
  if (kind === 'won') return <CircleCheck role="img" aria-label="counts as won" className="!size-3.5 text-won" />
  if (kind === 'lost') return <CircleX role="img" aria-label="counts as lost" className="!size-3.5 text-lost" />
}
