import { useEffect, useRef } from 'react'
import { shownDeals } from '@/components/format'
import { ConfirmDialog } from '@/components/ui/overlays/confirm-dialog'
import { useBoard } from '../model/board-context'
import { cardInPlaceOf } from '../store/focus'

const MOST_NAMED = 5

export default function DeleteDealsDialog({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const { model } = useBoard()
  const { store } = model
  const [first = ''] = ids
  const giveFocus = useRef<() => void>(() => model.focus(first))
  const isOne = ids.length === 1

  useEffect(() => () => giveFocus.current(), [])

  async function confirm() {
    const key = store.cellOf(first)
    const next = cardInPlaceOf({ id: first, ids: store.column(key).ids }, (id) => !ids.includes(id))
    const stageId = store.cells.at(key)?.stageId
    giveFocus.current = () => (next || !stageId ? model.focus(next ?? first) : model.returnToStage(stageId))
    model.remove(ids)
    onClose()
  }

  return (
    <ConfirmDialog
      title={isOne ? 'Delete this deal' : `Delete ${shownDeals(ids.length)}`}
      confirmLabel={isOne ? 'Delete deal' : `Delete ${shownDeals(ids.length)}`}
      onConfirm={confirm}
      onClose={onClose}
    >
      <ul className="font-medium text-text">
        {ids.slice(0, MOST_NAMED).map((id) => (
          <li key={id} dir="auto" translate="no" className="truncate">
            {store.card(id)?.card.title}
          </li>
        ))}
      </ul>
      {ids.length > MOST_NAMED && <p>{`and ${shownDeals(ids.length - MOST_NAMED)} more.`}</p>}
      <p>
        {isOne ? 'It leaves' : 'They leave'} the board for everyone. The change log can bring {isOne ? 'it' : 'them'}{' '}
        back.
      </p>
    </ConfirmDialog>
  )
}
