import { useSearchParams } from 'next/navigation'
import { lazy, Suspense, useMemo, useState } from 'react'
import { outbox } from '@/components/outbox/outbox'
import { later } from '@/components/ui/later'
import type { Board as BoardData } from '@/lib/board/schema'
import { LiftedCard } from './cards/lifted-card'
import { loadCardMenu } from './cards/load-card-menu'
import { Columns } from './columns/columns'
import { DragAndDrop } from './drag/drag-and-drop'
import { BoardSkeleton } from './first-view/board-skeleton'
import { BoardContext, useObservable } from './model/board-context'
import type { BoardModel } from './model/board-model'
import { useBoardModel } from './model/use-board-model'
import { useToday } from './model/use-clock'
import { usePace } from './model/use-pace'
import { LiveText } from './paint/live-text'
import { TableSkeleton } from './table/table-skeleton'
import { BoardHeader } from './toolbar/board-header'
import { FilterChips } from './toolbar/filter-chips'
import { useIsTable } from './toolbar/layout-switch'
import { lookOf, shapeOf, shapeQueryOf } from './url/shape'
import { useOpenDeal } from './url/use-open-deal'
import { useBoardActions } from './use-board-actions'
import { instructions } from './words/announcements'

const CardMenu = later(loadCardMenu)
const DealPanel = later(() => import('./dialogs/deal-panel'))
const DeleteDealsDialog = later(() => import('./dialogs/delete-deals-dialog'))
const GateDialog = later(() => import('./dialogs/gate-dialog'))
const SelectionBar = later(() => import('./toolbar/selection-bar'))
const ShortcutsDialog = later(() => import('./dialogs/shortcuts-dialog'))
const LaneRows = lazy(() => import('./lanes/lane-rows'))
const DealTable = lazy(() => import('./table/deal-table'))

/** Whether the selection bar is shown: something is selected or in progress. */
function useFoot({ selection }: BoardModel) {
  const isSelecting = useObservable(selection.selected, (ids) => ids.size > 0)
  return useObservable(outbox.progress.text, (text) => text !== '') || isSelecting
}

function useLook() {
  const shape = shapeQueryOf(shapeOf(useSearchParams()))
  return useMemo(() => lookOf(shapeOf(new URLSearchParams(shape))), [shape])
}

const drawLifted = (id: string) => <LiftedCard id={id} />

type Menu = { id: string; anchor: HTMLElement }

export function Board({ board }: { board: BoardData }) {
  const { open, openDeal, closeDeal } = useOpenDeal()
  const { model, status } = useBoardModel(board, openDeal)
  const [menu, setMenu] = useState<Menu>()
  const [deleting, setDeleting] = useState<string[]>()
  const [sheet, setSheet] = useState(false)
  const question = useObservable(outbox.questions.all, (all) =>
    all.find(({ change }) => model.store.card(change.ids[0]!)),
  )
  useBoardActions(model, board, () => setSheet(true))

  const today = useToday()
  const pace = usePace(board.pipeline.id)
  const look = useLook()
  const hasFoot = useFoot(model)
  const context = useMemo(
    () => ({
      model,
      changes: model.changes,
      board,
      members: new Map(board.members.map((member) => [member.id, member])),
      today,
      pace,
      look,
      openMenu: (id: string, anchor: HTMLElement) => setMenu({ id, anchor }),
      openDeal,
      askDelete: setDeleting,
    }),
    [model, board, today, pace, look, openDeal],
  )

  function leaveDeal() {
    closeDeal()
    model.refetch(open!)
  }

  return (
    <BoardContext value={context}>
      <DragAndDrop id="board" drawLifted={drawLifted}>
        <BoardHeader status={status} />
        <FilterChips />
        <Deals inLanes={Boolean(board.lanes)} />
      </DragAndDrop>
      <Suspense>{hasFoot && <SelectionBar />}</Suspense>
      <Suspense>
        {menu && <CardMenu key={menu.id} {...menu} onClose={() => setMenu(undefined)} />}
        {open && <DealPanel id={open} onClose={leaveDeal} />}
        {sheet && <ShortcutsDialog canEdit={board.canEdit} onClose={() => setSheet(false)} />}
        {question && <GateDialog key={question.change.ids[0]} question={question} />}
        {deleting && <DeleteDealsDialog ids={deleting} onClose={() => setDeleting(undefined)} />}
      </Suspense>
      <p id="board-keys" hidden>
        {instructions}
      </p>
      <LiveText />
    </BoardContext>
  )
}

/** The deals in their layout: table, lanes or columns. */
function Deals({ inLanes }: { inLanes: boolean }) {
  if (useIsTable())
    return (
      <Suspense fallback={<TableSkeleton />}>
        <DealTable />
      </Suspense>
    )
  if (!inLanes) return <Columns />
  return (
    <Suspense fallback={<BoardSkeleton />}>
      <LaneRows />
    </Suspense>
  )
}
