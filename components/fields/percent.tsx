import { readWhole } from '../figures'
import { FigureInput } from '../ui/forms/figure-input'
import type { FieldContext, FieldKind } from './kind'

export const percent: FieldKind<number | null, string> = {
  draft: (value) => (value === null ? '' : String(value)),
  read: (draft) => readWhole(draft, 100, '%'),
  typed: (draft) => draft,
  ofText: (text) => text,
  words: (value) => (value === null ? undefined : `${value}%`),
  Input: ({ draft, onDraft, context }) => (
    <FigureInput
      placeholder={ofStage(context) === undefined ? '' : `${ofStage(context)}, from the stage`}
      value={draft}
      onChange={onDraft}
    />
  ),
  Cell: ({ value, context }) => (value === null ? <FromStage context={context} /> : `${value}%`),
  unit: ', %',
  span: 'col-span-12 @lg:col-span-6',
  isNumber: true,
}

const ofStage = ({ field, stage }: FieldContext) => (field.ofStage && stage?.probability) ?? undefined

const FromStage = ({ context }: { context: FieldContext }) =>
  ofStage(context) !== undefined && (
    <span className="text-muted" title="From the stage">
      {ofStage(context)}%
    </span>
  )
