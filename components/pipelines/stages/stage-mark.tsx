import { stageColor } from '@/components/pipelines/stages/stage-color'
import { Glyph } from '@/components/ui/glyph'
import type { BoardStage } from '@/lib/pipelines/schema'

export function StageMark({ stage }: { stage: BoardStage }) {
  return <span aria-hidden className="h-3.5 w-[3px] shrink-0 rounded-full" style={{ background: stageColor(stage) }} />
}

const circle = 'M22 12a10 10 0 1 1-20 0a10 10 0 1 1 20 0'

export function KindSign({ kind }: { kind: BoardStage['kind'] }) {
  if (kind === 'won')
    return <Glyph path={`${circle}M9 12l2 2l4-4`} label="counts as won" className="!size-3.5 text-won" />
  if (kind === 'lost')
    return <Glyph path={`${circle}M15 9l-6 6M9 9l6 6`} label="counts as lost" className="!size-3.5 text-lost" />
}
