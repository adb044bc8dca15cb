import clsx from 'clsx'
import { useState } from 'react'
import { useBoard, useObservable } from '../model/board-context'
import { DealCardContent } from './deal-card-content'

/** The dragged card, with the number of deals that are dragged. */
export function LiftedCard({ id }: { id: string }) {
  const { model } = useBoard()
  const size = useObservable(model.drag, (drag) => drag?.ids.size)
  const [count, setCount] = useState(size ?? 1)
  // The count stays while the card flies back after the drop.
  if (size !== undefined && size !== count) setCount(size)
  return (
    <div
      className={clsx(
        'relative scale-[1.02] cursor-grabbing rounded-lg bg-raised shadow-float',
        count > 1 &&
          'before:absolute before:inset-x-1.5 before:-bottom-1.5 before:-z-10 before:h-full before:rounded-lg before:border before:border-border before:bg-raised',
      )}
    >
      <DealCardContent id={id} />
      {count > 1 && (
        <span className="absolute -top-2 -right-2 rounded-full bg-primary px-1.5 text-xs font-medium text-on-fill tabular-nums">
          {count}
        </span>
      )}
    </div>
  )
}
