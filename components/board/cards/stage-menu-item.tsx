import { KindSign, StageMark } from '@/components/pipelines/stages/stage-mark'
import { MenuItem } from '@/components/ui/overlays/menu-item'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useBoard } from '../model/board-context'

type Props = { stage: BoardStage; ids: Iterable<string>; onSelect: () => void }

/** A stage that deals can be moved to, in a menu. */
export function StageMenuItem({ stage, ids, onSelect }: Props) {
  const isFull = useBoard().model.refusalOf(stage.id, ids) !== undefined
  const icon = (
    <span className="flex w-4 shrink-0 justify-center">
      {stage.kind === 'open' ? <StageMark stage={stage} /> : <KindSign kind={stage.kind} />}
    </span>
  )
  return (
    <MenuItem icon={icon} onSelect={onSelect}>
      <span translate="no">{isFull ? `${stage.name} (full)` : stage.name}</span>
    </MenuItem>
  )
}
