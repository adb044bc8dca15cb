import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Observable } from '@/components/observable'
import type { Board, StagePace } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import type { Cell } from '../store/cells'
import { createTotalsOf } from '../store/open-totals'
import { noLimits, stageLimitsOf } from '../store/stage-limits'
import type { Look } from '../url/shape'
import type { BoardModel } from './board-model'

type BoardContextValue = {
  model: BoardModel
  /** The last change of the stream; no event means that changes may have been missed. */
  changes: Observable<{ event?: ChangeEvent }>
  board: Board
  members: ReadonlyMap<string, Member>
  /** Today, as YYYY-MM-DD. */
  today: string
  /** How long deals usually stay in a stage, by stage id. */
  pace: ReadonlyMap<string, StagePace>
  look: Look
  openMenu: (id: string, anchor: HTMLElement) => void
  openDeal: (id: string) => void
  askDelete: (ids: string[]) => void
}

export const BoardContext = createContext<BoardContextValue | null>(null)

export const useBoard = () => useContext(BoardContext)!

export function useCard(id: string) {
  const { store } = useBoard().model
  const get = () => store.card(id)
  return useSyncExternalStore(store.subscribe, get, get)
}

/** The deals and totals of a stage or, in lanes, of a cell. */
export function useColumn(key: string) {
  const { store } = useBoard().model
  const get = () => store.column(key)
  return useSyncExternalStore(store.subscribe, get, get)
}

/** The limits of a stage; none under a filter, as limits are about all deals. */
export function useLimits(stage: BoardStage) {
  const { model, board } = useBoard()
  return model.isFiltered() ? noLimits : stageLimitsOf(stage, board.pipeline.currency)
}

/** Why a stage does not take the dragged deals; undefined where it takes them. */
export function useRefusal(stage: BoardStage) {
  const { model } = useBoard()
  useColumn(stage.id)
  const ids = useObservable(model.drag, (drag) => (stage.wipIsHard ? drag?.ids : undefined))
  return ids && model.refusalOf(stage.id, ids)
}

/** The totals of several cells together. */
export function useTotalsOf(cells: Cell[]) {
  const { store } = useBoard().model
  const get = useMemo(() => createTotalsOf(store, () => cells.map(({ key }) => key)), [store, cells])
  return useSyncExternalStore(store.subscribe, get, get)
}

/** The totals of all open stages together. */
export function useTotals() {
  const { store, openTotals } = useBoard().model
  return useSyncExternalStore(store.subscribe, openTotals, openTotals)
}

export function useStages() {
  const { store } = useBoard().model
  const get = () => store.stages
  return useSyncExternalStore(store.subscribe, get, get)
}

export function useCells() {
  const { store } = useBoard().model
  const get = () => store.cells
  return useSyncExternalStore(store.subscribe, get, get)
}

/** The picked part of an observable's value; the component renders again when that part changes. */
export function useObservable<T, Picked = T>(
  observable: Observable<T>,
  pick: (value: T) => Picked = (value) => value as never,
) {
  const get = () => pick(observable.get())
  return useSyncExternalStore(observable.subscribe, get, get)
}
