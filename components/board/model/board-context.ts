import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Board, BoardStage, StagePace } from '@/lib/board/schema'
import type { ChangeEvent } from '@/lib/live/schema'
import type { Member } from '@/lib/users/schema'
import type { Cell } from '../store/cells'
import type { Cell as State } from '../store/observable'
import { createTotalsOf } from '../store/open-totals'
import { limitsOf, noLimits } from '../store/stage-limits'
import type { Look } from '../url/shape'
import type { BoardModel } from './board-model'

type BoardView = {
  model: BoardModel
  /** The last change of the stream; without an event, any may have been missed. */
  changes: State<{ event?: ChangeEvent }>
  board: Board
  members: ReadonlyMap<string, Member>
  /** YYYY-MM-DD */
  today: string
  /** How long deals usually stay, by stage. */
  pace: ReadonlyMap<string, StagePace>
  look: Look
  openMenu: (id: string, anchor: HTMLElement) => void
  openDeal: (id: string) => void
  askDelete: (ids: string[]) => void
}

export const BoardContext = createContext<BoardView | null>(null)

export const useBoard = () => useContext(BoardContext)!

export function useCard(id: string) {
  const { store } = useBoard().model
  const get = () => store.card(id)
  return useSyncExternalStore(store.subscribe, get, get)
}

/** By stage or, in lanes, by cell. */
export function useColumn(key: string) {
  const { store } = useBoard().model
  const get = () => store.column(key)
  return useSyncExternalStore(store.subscribe, get, get)
}

/** Renders with the stage's totals, which any change of the filter renews. */
export function useLimits(stage: BoardStage) {
  const { model, board } = useBoard()
  return model.isFiltered() ? noLimits : limitsOf(stage, board.pipeline.currency)
}

/** Of several cells together. */
export function useTotalsOf(cells: Cell[]) {
  const { store } = useBoard().model
  const get = useMemo(() => createTotalsOf(store, () => cells.map(({ key }) => key)), [store, cells])
  return useSyncExternalStore(store.subscribe, get, get)
}

/** Of the open stages together. */
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

/** Renders again only when what is picked of the cell changes. */
export function useCell<T, Picked = T>(cell: State<T>, pick: (value: T) => Picked = (value) => value as never) {
  const get = () => pick(cell.get())
  return useSyncExternalStore(cell.subscribe, get, get)
}
