import type { BoardModel } from '@/components/board/model/board-model'
import { MOST_SELECTED } from '@/components/board/store/selection'
import type { Rows } from './rows'

type Modifiers = Record<'shiftKey' | 'ctrlKey' | 'metaKey', boolean>

export type RowSelection = ReturnType<typeof createRowSelection>

/** The board's selection, with ranges in the order of the table. */
export function createRowSelection({ selection, store, withProgress }: BoardModel, rows: Rows) {
  const idsOf = () => rows.state.get().rows.map(({ id }) => id)

  /** Puts rows into the store, as the board has only the deals of its own pages. */
  function putOnBoard(ids: string[]) {
    store.putCards(ids.flatMap((id) => rows.rowOf(id) ?? []).filter((row) => row.version > store.versionOf(row.id)))
  }

  function toggle(id: string) {
    putOnBoard([id])
    selection.toggle(id)
  }

  function extendTo(id: string, from?: string) {
    if (from && !selection.has(from)) toggle(from)
    putOnBoard([id])
    selection.extendTo(id, idsOf(), putOnBoard)
  }

  return {
    selected: selection.selected,
    /** The ids of the selection when the deal is part of it, else its own. */
    groupOf(id: string) {
      putOnBoard([id])
      return selection.groupOf(id)
    },
    toggle,
    extendTo,
    async all() {
      await withProgress('Loading deals…', rows.loadUpTo(MOST_SELECTED)).catch(() => {})
      const ids = idsOf().slice(0, MOST_SELECTED)
      putOnBoard(ids)
      selection.select(ids)
    },
    /** Selects by a click with Ctrl, Command or Shift; else false. */
    click(id: string, { shiftKey, ctrlKey, metaKey }: Modifiers) {
      if (shiftKey) extendTo(id)
      else if (ctrlKey || metaKey) toggle(id)
      return shiftKey || ctrlKey || metaKey
    },
  }
}
