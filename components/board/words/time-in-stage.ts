import type { StagePace } from '@/lib/board/schema'
import type { BoardStage } from '@/lib/pipelines/schema'

const many = (days: number) => {
  const whole = Math.max(1, Math.round(days))
  return `${whole} ${whole === 1 ? 'day' : 'days'}`
}

/**
 * The days in an open stage as `share` of its rotting days or, without those, of the time nine of ten deals took;
 * `half` is the median as such a share. Undefined without either.
 */
export function timeInStage(
  days: number,
  { kind, rottingDays }: Pick<BoardStage, 'kind' | 'rottingDays'>,
  pace?: Pick<StagePace, 'medianDays' | 'p90Days'>,
) {
  const most = rottingDays ?? (pace && Math.max(1, pace.p90Days))
  if (kind !== 'open' || most === undefined) return
  const isLate = rottingDays === null ? days > most : days >= most
  const half = pace && pace.medianDays < most ? pace.medianDays / most : undefined
  const words = [
    `${days === 0 ? 'Less than a day' : many(days)} in this stage`,
    pace && `half of the deals leave it within ${many(pace.medianDays)}, nine of ten within ${many(pace.p90Days)}`,
    rottingDays && `too long from ${many(rottingDays)} on`,
  ]
  return { share: Math.min(1, days / most), half, isLate, words: words.filter(Boolean).join('; ') }
}
