import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/forms/field'
import { FigureInput } from '@/components/ui/forms/figure-input'
import { OptionSelect } from '@/components/ui/forms/option-select'
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/overlays/dialog'
import type { Requirable } from '@/lib/fields/deal'
import { stageFields } from '@/lib/fields/stage'
import type { StageDraft } from './stage-draft'

export const requirableLabels = stageFields.requiredFields.options

export type StageRulesProps = {
  /** The accessible name, with the stage's name in it. */
  label: string
  stage: StageDraft
  currency: string
  errorOf: (field: keyof StageDraft) => string | undefined
  onChange: (changes: Partial<StageDraft>) => void
}

/** Edits the rules of a stage within the form around it. */
export function StageRulesDialog({ onClose, ...props }: StageRulesProps & { onClose: () => void }) {
  const { label, stage, currency, errorOf, onChange } = props
  const { requiredFields, wipLimit, wipAmount, wipIsHard } = stage
  const offered = (Object.keys(requirableLabels) as Requirable[]).filter(
    (field) => field !== 'lostReason' || stage.kind === 'lost',
  )

  const ask = (field: Requirable, wanted: boolean) =>
    onChange({ requiredFields: offered.filter((each) => (each === field ? wanted : requiredFields.includes(each))) })

  return (
    <Dialog
      title={label}
      description="Deals that are in the stage already stay, whatever the rules."
      size="sm"
      onClose={onClose}
    >
      <DialogBody>
        <fieldset>
          <legend className="mb-1 text-xs font-medium text-muted">A deal must have</legend>
          <div className="grid grid-cols-2 gap-x-3">
            {offered.map((field) => (
              <label key={field} className="flex min-h-7 items-center gap-2 touch:min-h-11">
                <input
                  type="checkbox"
                  className="size-4 accent-accent"
                  checked={requiredFields.includes(field)}
                  onChange={(event) => ask(field, event.target.checked)}
                />
                {requirableLabels[field]}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="grid grid-cols-2 items-start gap-3">
          <Field label="Most deals" error={errorOf('wipLimit')}>
            <FigureInput placeholder="No limit" value={wipLimit} onChange={(wipLimit) => onChange({ wipLimit })} />
          </Field>
          <Field label={`Most value, ${currency}`} error={errorOf('wipAmount')}>
            <FigureInput
              inputMode="decimal"
              placeholder="No limit"
              value={wipAmount}
              onChange={(wipAmount) => onChange({ wipAmount })}
            />
          </Field>
        </div>
        {(wipLimit || wipAmount) && (
          <Field label="A deal beyond that">
            <OptionSelect
              options={{ soft: 'comes in, and the column says so', hard: 'is not let in' }}
              value={wipIsHard ? 'hard' : 'soft'}
              onChange={(rule) => onChange({ wipIsHard: rule === 'hard' })}
            />
          </Field>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
