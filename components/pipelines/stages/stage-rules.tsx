import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { StageCell } from './stage-cell'
import type { StageDraft } from './stage-draft'
import { requirableLabels, StageRulesDialog, type StageRulesProps } from './stage-rules-dialog'

/** A summary of the stage's rules, which opens their dialog. */
export function StageRules(props: StageRulesProps) {
  const { label, stage, currency, errorOf } = props
  const [open, setOpen] = useState(false)
  const errorId = useId()
  const words = inWords(stage, currency)
  const error = errorOf('requiredFields') ?? errorOf('wipLimit') ?? errorOf('wipAmount')
  return (
    <StageCell heading="Rules">
      <Button
        aria-label={`${label}: ${words ?? 'none'}`}
        aria-haspopup="dialog"
        aria-describedby={error && errorId}
        title={words}
        onClick={() => setOpen(true)}
        className="w-full justify-start! px-2.5 font-normal"
      >
        <span className={words ? 'truncate' : 'text-muted'}>{words ?? 'None'}</span>
      </Button>
      {error && (
        <p id={errorId} className="mt-1 text-xs text-lost">
          {error}
        </p>
      )}
      {open && <StageRulesDialog {...props} onClose={() => setOpen(false)} />}
    </StageCell>
  )
}

function inWords({ requiredFields, wipLimit, wipAmount }: StageDraft, currency: string) {
  const required = requiredFields.map((field) => requirableLabels[field])
  const most = [wipLimit && `${wipLimit} deals`, wipAmount && `${wipAmount} ${currency}`].filter(Boolean).join(' or ')
  return [...required, most && `at most ${most}`].filter(Boolean).join(', ') || undefined
}
