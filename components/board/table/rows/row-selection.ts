import type { BoardModel } from '@/components/board/model/board-model'
import { MOST_SELECTED } from '@/components/board/store/selection'
import type { Rows } from './rows'

type Held = Record<'shiftKey' | 'ctrlKey' | 'metaKey', boolean>

export type RowSelection = ReturnType<typeof createRowSelection>

/** Chooses rows for what is done to many at once: the board's selection, with ranges in the order of the table. */
export function createRowSelection({ selection, store, whileLong }: BoardModel, rows: Rows) {
  const idsOf = () => rows.view.get().rows.map(({ id }) => id)

  /** The board has only the deals of its own first pages, and acts on none that it has not got. */
  function hold(ids: string[]) {
    store.putCards(ids.flatMap((id) => rows.rowOf(id) ?? []).filter((row) => row.version > store.versionOf(row.id)))
  }

  function toggle(id: string) {
    hold([id])
    selection.toggle(id)
  }

  function extendTo(id: string, from?: string) {
    if (from && !selection.has(from)) toggle(from)
    hold([id])
    selection.extendTo(id, idsOf(), hold)
  }

  return {
    chosen: selection.chosen,
    /** What acting on a deal acts on. */
    around(id: string) {
      hold([id])
      return selection.around(id)
    },
    toggle,
    extendTo,
    async all() {
      await whileLong('Loading deals…', rows.loadUpTo(MOST_SELECTED)).catch(() => {})
      const ids = idsOf().slice(0, MOST_SELECTED)
      hold(ids)
      selection.choose(ids)
    },
    /** Whether the click chooses: with Ctrl, Command or Shift. */
    click(id: string, { shiftKey, ctrlKey, metaKey }: Held) {
      if (shiftKey) extendTo(id)
      else if (ctrlKey || metaKey) toggle(id)
      return shiftKey || ctrlKey || metaKey
    },
  }
}
