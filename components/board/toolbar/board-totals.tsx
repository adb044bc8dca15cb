import { shownCount } from '@/components/format'
import { useTotals } from '../model/board-context'
import { totalsInFullWords, totalsInWords } from '../words/totals-in-words'

export function BoardTotals() {
  const totals = useTotals()
  const deals = `${shownCount(totals.count)} open ${totals.count === 1 ? 'deal' : 'deals'}`
  const sums = totalsInWords(totals, true)
  return (
    <span
      className="text-xs tabular-nums max-xl:hidden"
      title={[deals, totalsInFullWords(totals, true)].filter(Boolean).join('\n')}
    >
      {sums ? `${deals} · ${sums}` : deals}
    </span>
  )
}
