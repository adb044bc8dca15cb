import clsx from 'clsx'
import { MoreHorizontal } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, memo, useRef } from 'react'
import { useDraggableCard } from '../drag/dnd'
import { useBoard, useCard, useCell } from '../model/board-context'
import * as classes from '../paint/classes'
import { dealBeside, isArrow, moveStep, moveToKind } from './card-actions'
import { CardFace } from './card-face'
import { HeldMark } from './holder-mark'
import { loadCardMenu } from './load-card-menu'
import { SelectBox } from './select-box'
import { clickToSelect, pressToSelect } from './selecting'

/** A deal on the board: a link that opens it, and can be dragged, with a menu beside. */
export const DealCard = memo(function DealCard({ id }: { id: string }) {
  const { model, board, openDeal, openMenu, askDelete } = useBoard()
  const { selection } = model
  const view = useCard(id)
  const isSaved = model.store.has(id)
  const lifted = useCell(model.drag, (drag) => drag?.ids.has(id))
  const chosen = useCell(selection.chosen, (ids) => ids.has(id))
  const { ref, listeners } = useDraggableCard(id, !board.canEdit || !isSaved)
  const holder = useCell(model.presence.others, () => model.presence.holderOf(id))
  const menuButton = useRef<HTMLButtonElement>(null)

  if (!view) return null
  const hasMenu = board.canEdit && isSaved

  function open(event: MouseEvent) {
    if (hasMenu && event.detail && clickToSelect(model, id, event)) return event.preventDefault()
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    if (isSaved) openDeal(id)
  }

  function menu(event?: MouseEvent) {
    if (!hasMenu) return
    event?.preventDefault()
    const show = () => openMenu(id, menuButton.current!)
    // Letting go of the button that asked for a menu would close it again.
    if (event?.buttons) addEventListener('pointerup', () => setTimeout(show), { once: true })
    else show()
  }

  function press(event: KeyboardEvent<HTMLAnchorElement>) {
    if (model.drag.get()) return
    if (hasMenu && pressToSelect(model, id, event)) return event.preventDefault()
    if (event.ctrlKey || event.metaKey) return
    if (isArrow(event.key)) {
      event.preventDefault()
      if (!event.altKey) dealBeside(model, id, event.key).then((next) => next && model.goTo(next))
      else if (hasMenu) moveStep(model, id, event.key)
    } else if (event.altKey) return
    else if (event.code === 'KeyE' && isSaved) openDeal(id)
    else if (event.code === 'KeyM') menu()
    else if (event.code === 'KeyW' && hasMenu) close('won')
    else if (event.code === 'KeyL' && hasMenu) close('lost')
    else if (event.key === 'Delete' && hasMenu) askDelete(selection.around(id))
    else listeners?.onKeyDown?.(event)
  }

  function close(kind: 'won' | 'lost') {
    moveToKind(model, selection.around(id), kind)
    model.focus(id)
  }

  return (
    <div
      className={clsx(
        classes.card,
        chosen && 'ring-2 ring-accent',
        lifted ? 'border-dashed border-control *:opacity-0' : holder ? classes.cardHeld : classes.cardAtRest,
        lifted ? 'bg-transparent' : view.arrived ? 'bg-accent-soft' : 'bg-surface',
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
        className={clsx(classes.cardLink, board.canEdit && isSaved && 'cursor-grab active:cursor-grabbing')}
      >
        <CardFace id={id} />
      </a>
      {holder && <HeldMark by={holder} />}
      {hasMenu && !lifted && (
        <SelectBox
          title={view.card.title}
          checked={chosen}
          className={clsx('absolute -top-1.5 -left-1.5', !chosen && 'pointer-coarse:pointer-events-none')}
          onClick={(event) => {
            if (!clickToSelect(model, id, event)) selection.toggle(id)
            model.focus(id)
          }}
        />
      )}
      {hasMenu && !lifted && (
        <button
          ref={menuButton}
          type="button"
          aria-label={`Move or edit ${view.card.title}`}
          title="Move or edit (M)"
          aria-haspopup="menu"
          onClick={() => menu()}
          className="absolute top-1 right-1 inline-flex size-7 items-center justify-center rounded-md text-muted opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 bg-surface hover:text-text pointer-coarse:opacity-100 touch:top-0 touch:right-0 touch:size-11 touch:bg-transparent touch:opacity-100"
        >
          <MoreHorizontal aria-hidden />
        </button>
      )}
    </div>
  )
})
