import clsx from 'clsx'
import { memo } from 'react'
import { useDraggableCard } from '../drag/drag-and-drop'
import { useBoard, useCard, useObservable } from '../model/board-context'
import * as classes from '../paint/classes'
import { CardMenuButton } from './card-menu-button'
import { DealCardContent } from './deal-card-content'
import { HolderMark } from './holder-mark'
import { loadCardMenu } from './load-card-menu'
import { SelectBox } from './select-box'
import { useCardGestures } from './use-card-gestures'

export const DealCard = memo(function DealCard({ id }: { id: string }) {
  const { model, board } = useBoard()
  const shown = useCard(id)
  const isSaved = model.store.has(id)
  const lifted = useObservable(model.drag, (drag) => drag?.ids.has(id))
  const chosen = useObservable(model.selection.selected, (ids) => ids.has(id))
  const { ref, listeners } = useDraggableCard(id, !board.canEdit || !isSaved)
  const holder = useObservable(model.presence.others, () => model.presence.holderOf(id))
  const { menuButton, hasMenu, open, menu, press, select } = useCardGestures(id, { isSaved, listeners })

  if (!shown) return null

  return (
    <div
      className={clsx(
        classes.card,
        chosen && 'ring-2 ring-accent',
        lifted ? 'border-dashed border-control *:opacity-0' : holder ? classes.cardLiftedByOther : classes.cardAtRest,
        lifted ? 'bg-transparent' : shown.arrived ? 'bg-accent-soft' : 'bg-surface',
      )}
    >
      <a
        ref={ref}
        id={`deal-${id}`}
        href={`?deal=${id}`}
        draggable={false}
        aria-describedby={board.canEdit ? 'board-keys' : undefined}
        aria-roledescription={board.canEdit ? 'movable deal' : 'deal'}
        aria-keyshortcuts="E"
        {...listeners}
        onFocus={hasMenu ? loadCardMenu : undefined}
        onPointerEnter={hasMenu ? loadCardMenu : undefined}
        onKeyDown={press}
        onClick={open}
        onContextMenu={menu}
        className={clsx(classes.cardLink, hasMenu && 'cursor-grab active:cursor-grabbing')}
      >
        <DealCardContent id={id} />
      </a>
      {holder && <HolderMark by={holder} />}
      {hasMenu && !lifted && (
        <SelectBox
          title={shown.card.title}
          checked={chosen}
          shortcut="X"
          className={clsx('absolute -top-1.5 -left-1.5', !chosen && 'pointer-coarse:pointer-events-none')}
          onClick={select}
        />
      )}
      {hasMenu && !lifted && <CardMenuButton ref={menuButton} title={shown.card.title} onClick={() => menu()} />}
    </div>
  )
})
