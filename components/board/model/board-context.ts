import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Observable } from '@/components/observable'
import type { Board, StagePace } from '@/lib/board/schema'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import type { BoardStore } from '../store/board-store'
import type { Cell } from '../store/cells'
import { noLimits, stageLimitsOf } from '../store/stage-limits'
import { createTotalsOf } from '../store/totals-of'
import type { Look } from '../url/shape'
import type { BoardModel } from './board-model'

type BoardContextValue = {
  model: BoardModel
  changes: BoardModel['changes']
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

/** What is picked of the store; the component renders again when that changes. */
function useStore<Picked>(pick: (store: BoardStore) => Picked) {
  const { store } = useBoard().model
  const get = () => pick(store)
  return useSyncExternalStore(store.subscribe, get, get)
}

export const useCard = (id: string) => useStore((store) => store.card(id))

/** The version at which a deal was deleted; undefined of others. */
export const useDeletedAt = (id: string) => useStore((store) => store.deletedAt(id))

export const useStages = () => useStore((store) => store.stages)

export const useCells = () => useStore((store) => store.cells)

/** The deals and totals of a stage or, in lanes, of a cell. */
export const useColumn = (key: string) => useStore((store) => store.column(key))

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
export const useTotalsOf = (cells: Pick<Cell, 'key'>[]) => useStore(useMemo(() => createTotalsOf(cells), [cells]))

/** The totals of all open stages together. */
export function useTotals() {
  const stages = useStages()
  const open = useMemo(() => stages.flatMap(({ id, kind }) => (kind === 'open' ? { key: id } : [])), [stages])
  return useTotalsOf(open)
}

/** The picked part of an observable's value; the component renders again when that part changes. */
export function useObservable<T, Picked = T>(
  observable: Observable<T>,
  pick: (value: T) => Picked = (value) => value as never,
) {
  const get = () => pick(observable.get())
  return useSyncExternalStore(observable.subscribe, get, get)
}
