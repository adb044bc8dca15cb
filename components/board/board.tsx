import { useSearchParams } from 'next/navigation'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useActions } from '@/components/actions'
import { later } from '@/components/ui/later'
import type { Board as BoardData } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import { focusFirst } from './cards/card-actions'
import { LiftedCard } from './cards/lifted-card'
import { loadCardMenu } from './cards/load-card-menu'
import { Columns } from './columns/columns'
import { DragAndDrop } from './drag/dnd'
import { BoardSkeleton } from './first-view/board-skeleton'
import { BoardContext, useCell } from './model/board-context'
import { type BoardModel, createBoardModel } from './model/board-model'
import { useLiveBoard } from './model/use-live-board'
import { usePace } from './model/use-pace'
import { useToday } from './model/use-today'
import { LiveText } from './paint/live-text'
import { createCell } from './store/observable'
import { TableSkeleton } from './table/table-skeleton'
import { BoardHeader } from './toolbar/board-header'
import { FilterChips } from './toolbar/filter-chips'
import { useIsTable } from './toolbar/view-switch'
import { addressWith } from './url/board-url'
import { filterOf, queryOf } from './url/filter'
import { lookOf, shapeOf, shapeQueryOf } from './url/shape'
import { useBoardRouter } from './url/use-board-router'
import { instructions } from './words/announcements'

const CardMenu = later(loadCardMenu)
const DealPanel = later(() => import('./dialogs/deal-panel'))
const DeleteDealsDialog = later(() => import('./dialogs/delete-deals-dialog'))
const GateDialog = later(() => import('./dialogs/gate-dialog'))
const LostReasonDialog = later(() => import('./dialogs/lost-reason-dialog'))
const SelectionBar = later(() => import('./toolbar/selection-bar'))
const ShortcutsDialog = later(() => import('./dialogs/shortcuts-dialog'))
const LanesView = lazy(() => import('./lanes/lanes-view'))
const TableView = lazy(() => import('./table/table-view'))

const stageOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest('[data-stage]')?.getAttribute('data-stage') : undefined

const focusTable = () => document.querySelector<HTMLElement>('[role=grid] [tabindex="0"]')?.focus()

/** What is selected, or what takes long, is said at the foot of the board. */
function useFoot({ selection, progress }: BoardModel) {
  const isSelecting = useCell(selection.chosen, (ids) => ids.size > 0)
  return useCell(progress, (text) => text !== '') || isSelecting
}

const drawLifted = (id: string) => <LiftedCard id={id} />

type Menu = { id: string; anchor: HTMLElement }

export function Board({ board }: { board: BoardData }) {
  const router = useBoardRouter()
  const address = useSearchParams()
  const filter = queryOf(filterOf(address))
  const { sort = '', lanes = '' } = shapeOf(address)
  const [model] = useState(() => createBoardModel(board, { filter, sort, lanes }, () => router.refresh()))
  const [changes] = useState(() => createCell<{ event?: ChangeEvent }>({}))
  const [menu, setMenu] = useState<Menu>()
  const [deleting, setDeleting] = useState<string[]>()
  const [resumeFrom, setResumeFrom] = useState(board.cursor)
  const [sheet, setSheet] = useState(false)
  const isTable = useIsTable()
  const open = address.get('deal')
  const first = board.stages[0]?.id ?? null
  const question = useCell(model.questions, ([first]) => first)
  const losing = useCell(model.bulk.asking)
  const afresh = useRef(false)
  const taken = useRef(board)
  const pushed = useRef(false)

  useEffect(() => {
    if (taken.current === board) return
    taken.current = board
    model.take(board, { filter, sort, lanes }, afresh.current)
    if (afresh.current) {
      setResumeFrom(board.cursor)
      changes.set({})
    }
    afresh.current = false
  }, [model, changes, board, filter, sort, lanes])

  const resync = useCallback(() => {
    afresh.current = true
    router.refresh()
  }, [router])
  const hear = useCallback(
    (event: ChangeEvent) => {
      model.receive(event)
      changes.set({ event })
    },
    [model, changes],
  )
  const status = useLiveBoard({
    board,
    cursor: resumeFrom,
    onChange: hear,
    onPresence: model.presence.take,
    onResync: resync,
  })

  useActions([
    ...(board.canEdit
      ? [
          {
            name: 'New deal',
            key: 'n',
            when: () => !isTable,
            run: (target: EventTarget | null) => model.adding.set(stageOf(target) ?? first),
          },
          { name: 'Undo your last change', key: 'mod+z', run: () => model.undo() },
        ]
      : []),
    { key: 'escape', when: () => model.selection.chosen.get().size > 0, run: model.selection.clear },
    { name: 'Keyboard shortcuts', key: '?', run: () => setSheet(true) },
    ...['up', 'down', 'left', 'right'].map((way) => ({
      key: `arrow${way}`,
      when: (target: EventTarget | null) => target === document.body,
      run: () => (isTable ? focusTable() : focusFirst(model)),
    })),
  ])

  const today = useToday()
  const pace = usePace(board.pipeline.id)
  const shape = shapeQueryOf(shapeOf(address))
  const look = useMemo(() => lookOf(shapeOf(new URLSearchParams(shape))), [shape])
  const hasFoot = useFoot(model)
  const view = useMemo(
    () => ({
      model,
      changes,
      board,
      members: new Map(board.members.map((member) => [member.id, member])),
      today,
      pace,
      look,
      openMenu: (id: string, anchor: HTMLElement) => setMenu({ id, anchor }),
      openDeal(id: string) {
        const address = addressWith({ deal: id })
        if (new URLSearchParams(location.search).has('deal')) return history.replaceState(null, '', address)
        history.pushState(null, '', address)
        pushed.current = true
      },
      askDelete: setDeleting,
    }),
    [model, changes, board, today, pace, look],
  )

  function closeDeal() {
    if (pushed.current) history.back()
    else history.replaceState(null, '', addressWith({ deal: null }))
    pushed.current = false
    model.refetch(open!)
  }

  return (
    <BoardContext value={view}>
      <DragAndDrop id="board" drawLifted={drawLifted}>
        <BoardHeader status={status} />
        <FilterChips />
        {isTable ? (
          <Suspense fallback={<TableSkeleton />}>
            <TableView />
          </Suspense>
        ) : board.lanes ? (
          <Suspense fallback={<BoardSkeleton />}>
            <LanesView />
          </Suspense>
        ) : (
          <Columns />
        )}
      </DragAndDrop>
      <Suspense>{hasFoot && <SelectionBar />}</Suspense>
      <Suspense>
        {menu && <CardMenu key={menu.id} {...menu} onClose={() => setMenu(undefined)} />}
        {open && <DealPanel id={open} onClose={closeDeal} />}
        {sheet && <ShortcutsDialog canEdit={board.canEdit} onClose={() => setSheet(false)} />}
        {question && <GateDialog key={question.id} question={question} />}
        {losing && <LostReasonDialog change={losing} />}
        {deleting && <DeleteDealsDialog ids={deleting} onClose={() => setDeleting(undefined)} />}
      </Suspense>
      <p id="board-keys" hidden>
        {instructions}
      </p>
      <LiveText />
    </BoardContext>
  )
}
