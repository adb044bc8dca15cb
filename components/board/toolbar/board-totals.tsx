import { shownCount } from '@/components/format'
import { useTotals } from '../model/board-context'
import { fullWords, shortWords } from '../words/totals-words'

/** What the open stages hold together, under the filter. */
export function BoardTotals() {
  const totals = useTotals()
  const deals = `${shownCount(totals.count)} open ${totals.count === 1 ? 'deal' : 'deals'}`
  const sums = shortWords(totals, true)
  return (
    <span
      className="text-xs tabular-nums max-xl:hidden"
      title={[deals, fullWords(totals, true)].filter(Boolean).join('\n')}
    >
      {sums ? `${deals} · ${sums}` : deals}
    </span>
  )
}
