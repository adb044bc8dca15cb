import {
  ArrowDown,
  ArrowDownToLine,
  ArrowUp,
  ArrowUpToLine,
  Pencil,
  SlidersHorizontal,
  SquareCheck,
  Trash2,
} from 'lucide-react'
import { useRef } from 'react'
import { shownDeals } from '@/components/format'
import { MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/overlays/menu-item'
import { MenuPanel } from '@/components/ui/overlays/menu-panel'
import { useBoard, useCard, useColumn, useStages } from '../model/board-context'
import { moveTo as move, moveToStage } from './card-actions'
import { StageMenuItem } from './stage-menu-item'

type Props = { id: string; anchor: HTMLElement; onClose: () => void }

export default function CardMenu({ id, anchor, onClose }: Props) {
  const { model, openDeal, askDelete } = useBoard()
  const anchorRef = useRef<HTMLElement>(anchor)
  const stages = useStages()
  const card = useCard(id)?.card
  const cell = model.store.cellOf(id)
  const { ids, next } = useColumn(cell)
  if (!card) return null
  const group = model.selection.groupOf(id)
  const many = group.length > 1 ? shownDeals(group.length) : undefined
  const index = ids.indexOf(id)
  const isLast = index === ids.length - 1 && next === null

  function moveTo(at: number) {
    move(model, group, cell, at)
    model.focus(id)
  }

  async function moveToBottom() {
    await model.loadUpTo(cell, Number.POSITIVE_INFINITY)
    moveTo(Number.POSITIVE_INFINITY)
  }

  return (
    <MenuPanel anchor={anchorRef} label={many ? `Move ${many}` : `Move or edit ${card.title}`} onClose={onClose}>
      {!many && (
        <MenuItem icon={<Pencil aria-hidden />} shortcut="E" onSelect={() => openDeal(id)}>
          Edit
        </MenuItem>
      )}
      <MenuItem icon={<SquareCheck aria-hidden />} shortcut="X" onSelect={() => model.selection.toggle(id)}>
        {model.selection.has(id) ? 'Do not select' : 'Select'}
      </MenuItem>
      {stages.length > 1 && (
        <>
          <MenuSeparator />
          <MenuLabel>{many ? `Move ${many} to…` : 'Move to…'}</MenuLabel>
          {stages
            .filter((stage) => stage.id !== card.stageId)
            .map((stage) => (
              <StageMenuItem
                key={stage.id}
                stage={stage}
                ids={group}
                onSelect={() => moveToStage(model, group, stage.id)}
              />
            ))}
        </>
      )}
      {!model.store.isSorted && (
        <>
          <MenuSeparator />
          {!many && (
            <>
              <MenuItem icon={<ArrowUp aria-hidden />} disabled={index === 0} onSelect={() => moveTo(index - 1)}>
                Up
              </MenuItem>
              <MenuItem icon={<ArrowDown aria-hidden />} disabled={isLast} onSelect={() => moveTo(index + 1)}>
                Down
              </MenuItem>
            </>
          )}
          <MenuItem icon={<ArrowUpToLine aria-hidden />} disabled={!many && index === 0} onSelect={() => moveTo(0)}>
            Top of column
          </MenuItem>
          <MenuItem icon={<ArrowDownToLine aria-hidden />} disabled={!many && isLast} onSelect={() => moveToBottom()}>
            Bottom of column
          </MenuItem>
        </>
      )}
      {many && (
        <MenuItem icon={<SlidersHorizontal aria-hidden />} onSelect={focusToolbar}>
          Assign, date, tags…
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 aria-hidden />} shortcut="Del" onSelect={() => askDelete(group)}>
        {many ? `Delete ${many}…` : 'Delete…'}
      </MenuItem>
    </MenuPanel>
  )
}

const focusToolbar = () => document.querySelector<HTMLElement>('[role="toolbar"] button')?.focus()
