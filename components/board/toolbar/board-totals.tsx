import { shownCount } from '@/components/format'
import { useBoard, useTotals } from '../model/board-context'
import { ExactTotals } from '../paint/exact-totals'
import { totalsInFullWords, totalsInWords } from '../words/totals-in-words'

export function BoardTotals() {
  const totals = useTotals()
  const terms = { isOpen: true, home: useBoard().board.pipeline.currency }
  const deals = `${shownCount(totals.count)} open ${totals.count === 1 ? 'deal' : 'deals'}`
  return (
    <ExactTotals
      id="board-totals"
      short={[deals, totalsInWords(totals, terms)].filter(Boolean).join(' · ')}
      full={[deals, totalsInFullWords(totals, terms)].filter(Boolean).join('\n')}
      className="text-xs max-xl:hidden"
    />
  )
}
