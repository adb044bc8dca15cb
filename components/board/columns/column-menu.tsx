import {
  ArrowLeft,
  ArrowRight,
  BetweenVerticalEnd,
  BetweenVerticalStart,
  ChevronsRightLeft,
  MoreHorizontal,
  Pencil,
  Plus,
  Trash2,
} from 'lucide-react'
import { Suspense, useState } from 'react'
import { later } from '@/components/ui/later'
import { Menu } from '@/components/ui/overlays/menu'
import { MenuItem, MenuSeparator } from '@/components/ui/overlays/menu-item'
import { toast } from '@/components/ui/overlays/toast'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useStages } from '../model/board-context'
import { toggleCollapsed } from '../url/collapsed'
import { withStageShifted } from './stage-edits'
import { useSaveStages } from './use-save-stages'

const DeleteStageDialog = later(() => import('./delete-stage-dialog'))
const StageNameDialog = later(() => import('./stage-name-dialog'))

type Props = { stage: BoardStage; onAdd: () => void }

export function ColumnMenu({ stage, onAdd }: Props) {
  const stages = useStages()
  const save = useSaveStages()
  const [question, setQuestion] = useState<'delete' | { stage?: BoardStage; at: number }>()
  const at = stages.findIndex((each) => each.id === stage.id)
  const close = () => setQuestion(undefined)

  function shift(by: -1 | 1) {
    save(withStageShifted(stages, stage.id, by)).catch((reason: Error) =>
      toast(`“${stage.name}” was not moved`, { tone: 'error', description: reason.message }),
    )
  }

  return (
    <>
      <Menu label={`Stage ${stage.name}`} trigger={<MoreHorizontal aria-hidden />}>
        <MenuItem icon={<Plus aria-hidden />} onSelect={onAdd}>
          Add a deal
        </MenuItem>
        <MenuItem icon={<ChevronsRightLeft aria-hidden />} onSelect={() => toggleCollapsed(stage.id)}>
          Collapse
        </MenuItem>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => setQuestion({ stage, at })}>
          Rename stage…
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<BetweenVerticalEnd aria-hidden />} onSelect={() => setQuestion({ at })}>
          Add stage left…
        </MenuItem>
        <MenuItem icon={<BetweenVerticalStart aria-hidden />} onSelect={() => setQuestion({ at: at + 1 })}>
          Add stage right…
        </MenuItem>
        <MenuItem icon={<ArrowLeft aria-hidden />} disabled={at === 0} onSelect={() => shift(-1)}>
          Move stage left
        </MenuItem>
        <MenuItem icon={<ArrowRight aria-hidden />} disabled={at === stages.length - 1} onSelect={() => shift(1)}>
          Move stage right
        </MenuItem>
        <MenuSeparator />
        <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setQuestion('delete')}>
          Delete stage…
        </MenuItem>
      </Menu>
      {question && (
        <Suspense>
          {question === 'delete' ? (
            <DeleteStageDialog stage={stage} onClose={close} />
          ) : (
            <StageNameDialog {...question} onClose={close} />
          )}
        </Suspense>
      )}
    </>
  )
}
