import clsx from 'clsx'
import { shownCount } from '@/components/format'
import { isOverCount, type StageLimits } from '../store/stage-limits'
import type { Totals } from '../store/totals'

type Props = { totals: Totals; limits: StageLimits; isCollapsed?: boolean }

/** The number of deals of a stage and its limit. */
export function StageCount({ totals, limits, isCollapsed }: Props) {
  const isOver = isOverCount(totals, limits)
  return (
    <span
      className={clsx('shrink-0 font-normal tabular-nums', isOver ? 'text-warning' : 'text-muted')}
      title={isOver ? `Over its limit of ${shownCount(limits.count!)}` : undefined}
    >
      {shownCount(totals.count)}
      {limits.count !== null && ` of ${shownCount(limits.count)}`}
      <span className="sr-only">
        {totals.count === 1 && limits.count === null ? ' deal' : ' deals'}
        {isOver && ', over its limit'}
        {isCollapsed && ', collapsed'}
      </span>
    </span>
  )
}
