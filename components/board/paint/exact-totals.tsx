import clsx from 'clsx'
import { place } from '@/components/ui/place'
import type { Totals } from '../store/totals'
import { type Terms, totalsInFullWords, totalsInWords } from '../words/totals-in-words'

type Props = { id: string; totals: Totals; terms: Terms; before?: string; className?: string }

/** Totals in short, after the words `before`; a pointer above them, a press and a screen reader get the exact ones. */
export function ExactTotals({ id, totals, terms, before, className }: Props) {
  const short = [before, totalsInWords(totals, terms)].filter(Boolean).join(' · ')
  const full = [before, totalsInFullWords(totals, terms)].filter(Boolean).join('\n')
  if (!short) return null
  return (
    <>
      <button
        type="button"
        translate="no"
        popoverTarget={id}
        title={full}
        className={clsx(
          'relative max-w-full truncate tabular-nums after:absolute after:-inset-y-2 after:inset-x-0',
          className,
        )}
      >
        <Exact short={short} full={full} />
      </button>
      <span
        id={id}
        translate="no"
        popover="auto"
        onToggle={({ currentTarget, newState }) =>
          newState === 'open' && place(currentTarget, currentTarget.previousElementSibling!.getBoundingClientRect())
        }
        className="fixed inset-auto m-0 max-w-[calc(100vw-1rem)] rounded-lg bg-raised px-3 py-2 text-sm whitespace-pre-line text-text tabular-nums shadow-float"
      >
        {full}
      </span>
    </>
  )
}

/** A short figure to see, with the exact one to hear. */
export const Exact = ({ short, full }: { short: string; full: string }) => (
  <>
    <span aria-hidden>{short}</span>
    <span className="sr-only">{full}</span>
  </>
)
