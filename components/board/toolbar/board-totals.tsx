import { shownCount } from '@/components/format'
import { useBoard, useTotals } from '../model/board-context'
import { ExactTotals } from '../paint/exact-totals'

export function BoardTotals() {
  const totals = useTotals()
  const terms = { isOpen: true, home: useBoard().board.pipeline.currency }
  const deals = `${shownCount(totals.count)} open ${totals.count === 1 ? 'deal' : 'deals'}`
  return (
    <ExactTotals id="board-totals" before={deals} totals={totals} terms={terms} className="text-xs max-xl:hidden" />
  )
}
