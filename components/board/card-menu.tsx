'use client'

import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine, Pencil, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/menu-item'
import { MenuPanel } from '@/components/ui/menu-panel'
import type { BoardStage } from '@/lib/board/schema'
import { useBoard, useCard, useColumn, useStages } from './board-context'
import { moveTo as move } from './card-actions'
import { KindSign, StageMark } from './stage-mark'

type Props = { id: string; anchor: HTMLElement; onClose: () => void }

/** All that dragging can do, and the rest, one press each. */
export default function CardMenu({ id, anchor, onClose }: Props) {
  const { model, openDeal, askDelete } = useBoard()
  const anchorRef = useRef<HTMLElement>(anchor)
  const stages = useStages()
  const card = useCard(id)?.card
  const { ids, next } = useColumn(card?.stageId ?? '')
  if (!card) return null
  const index = ids.indexOf(id)
  const isLast = index === ids.length - 1 && next === null

  const moveTo = (stageId: string, at: number) => move(model, id, stageId, at)

  async function moveToBottom(stageId: string) {
    await model.loadUpTo(stageId, Number.POSITIVE_INFINITY)
    moveTo(stageId, Number.POSITIVE_INFINITY)
  }

  return (
    <MenuPanel anchor={anchorRef} label={`Move or edit ${card.title}`} onClose={onClose}>
      <MenuItem icon={<Pencil aria-hidden />} shortcut="E" onSelect={() => openDeal(id)}>
        Edit
      </MenuItem>
      {stages.length > 1 && (
        <>
          <MenuSeparator />
          <MenuLabel>Move to…</MenuLabel>
          {stages
            .filter((stage) => stage.id !== card.stageId)
            .map((stage) => (
              <MenuItem key={stage.id} icon={<StageIcon stage={stage} />} onSelect={() => moveTo(stage.id, 0)}>
                {stage.name}
              </MenuItem>
            ))}
        </>
      )}
      {!model.store.isSorted && (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<ArrowUp aria-hidden />}
            disabled={index === 0}
            onSelect={() => moveTo(card.stageId, index - 1)}
          >
            Up
          </MenuItem>
          <MenuItem icon={<ArrowDown aria-hidden />} disabled={isLast} onSelect={() => moveTo(card.stageId, index + 1)}>
            Down
          </MenuItem>
          <MenuItem
            icon={<ArrowUpToLine aria-hidden />}
            disabled={index === 0}
            onSelect={() => moveTo(card.stageId, 0)}
          >
            Top of column
          </MenuItem>
          <MenuItem
            icon={<ArrowDownToLine aria-hidden />}
            disabled={isLast}
            onSelect={() => moveToBottom(card.stageId)}
          >
            Bottom of column
          </MenuItem>
        </>
      )}
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => askDelete(id)}>
        Delete…
      </MenuItem>
    </MenuPanel>
  )
}

function StageIcon({ stage }: { stage: BoardStage }) {
  return (
    <span className="flex w-4 shrink-0 justify-center">
      {stage.kind === 'open' ? <StageMark stage={stage} /> : <KindSign kind={stage.kind} />}
    </span>
  )
}
