import { fullMoney } from '@/components/format'

type Sum = { currency: string; amount: string }
/** `home` is the currency of all that is listed, if they have one. */
type Props = { sums: Sum[]; own: string; home: string | undefined; className?: string }

/** Sums by currency, the pipeline's first, never added up; beyond two they are in the tooltip and to be heard. */
export function Sums({ sums, own, home, className }: Props) {
  const isOther = ({ currency }: Sum) => Number(currency !== own)
  const ordered = sums.toSorted((a, b) => isOther(a) - isOther(b) || a.currency.localeCompare(b.currency, 'en'))
  const lines = ordered.map(({ amount, currency }) => fullMoney(amount, currency, home))
  const rest = lines.length - 2
  return (
    <span translate="no" className={className} title={lines.join('\n')}>
      {lines.slice(0, 2).map((line) => (
        <span key={line} className="block truncate tabular-nums">
          {line}
        </span>
      ))}
      {rest > 0 && (
        <span className="block text-xs text-muted">
          <span>{`and ${rest} more`}</span>
          <span className="sr-only">{`: ${lines.slice(2).join(', ')}`}</span>
        </span>
      )}
      {lines.length === 0 && <span className="text-muted">—</span>}
    </span>
  )
}
