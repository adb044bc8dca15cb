import clsx from 'clsx'
import { shownCount } from '@/components/format'
import { isOverCount, type StageLimits } from '../store/stage-limits'
import type { Totals } from '../store/totals'

type Props = { totals: Totals; limits: StageLimits; isCollapsed?: boolean }

/** The number of deals of a stage and its limit. */
export function StageCount({ totals, limits, isCollapsed }: Props) {
  const isOver = isOverCount(totals, limits)
  const count = shownCount(totals.count)
  const noun = totals.count === 1 && limits.count === null ? ' deal' : ' deals'
  return (
    <span
      className={clsx('shrink-0 font-normal tabular-nums', isOver ? 'text-warning' : 'text-muted')}
      title={isOver ? `Over its limit of ${shownCount(limits.count!)}` : undefined}
    >
      <span>{limits.count === null ? count : `${count} of ${shownCount(limits.count)}`}</span>
      <span className="sr-only">{`${noun}${isOver ? ', over its limit' : ''}${isCollapsed ? ', collapsed' : ''}`}</span>
    </span>
  )
}
