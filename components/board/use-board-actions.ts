import { useActions } from '@/components/actions'
import { outbox } from '@/components/outbox/outbox'
import type { Board } from '@/lib/board/schema'
import { focusFirst } from './cards/card-actions'
import type { BoardModel } from './model/board-model'
import { useIsTable } from './toolbar/layout-switch'

const stageOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest('[data-stage]')?.getAttribute('data-stage') : undefined

const focusTable = () => document.querySelector<HTMLElement>('[role=grid] [tabindex="0"]')?.focus()

export function useBoardActions(model: BoardModel, board: Board, showShortcuts: () => void) {
  const isTable = useIsTable()
  const first = board.stages[0]?.id ?? null

  useActions([
    ...(board.canEdit
      ? [
          {
            name: 'New deal',
            key: 'n',
            when: () => !isTable,
            run: (target: EventTarget | null) => model.quickAdd.set(stageOf(target) ?? first),
          },
          { name: 'Undo your last change', key: 'mod+z', run: () => outbox.undo() },
          { name: 'Redo', key: 'mod+shift+z', run: () => outbox.redo() },
        ]
      : []),
    { key: 'escape', when: () => model.selection.selected.get().size > 0, run: model.selection.clear },
    { name: 'Keyboard shortcuts', key: '?', run: showShortcuts },
    ...['up', 'down', 'left', 'right'].map((way) => ({
      key: `arrow${way}`,
      when: (target: EventTarget | null) => target === document.body,
      run: () => (isTable ? focusTable() : focusFirst(model)),
    })),
  ])
}
