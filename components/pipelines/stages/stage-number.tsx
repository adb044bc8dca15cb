import { Field } from '@/components/ui/forms/field'
import { FigureInput } from '@/components/ui/forms/figure-input'

type Props = {
  /** The accessible name, with the stage's name in it. */
  label: string
  /** The label above the control, where there is no column heading. */
  heading: string
  value: string
  onChange: (value: string) => void
  error?: string
}

/** An optional whole number. */
export function StageNumber({ label, heading, value, onChange, error }: Props) {
  return (
    <div className="min-w-0">
      <span aria-hidden className="mb-1 block truncate text-xs text-muted lg:hidden">
        {heading}
      </span>
      <Field label={label} hideLabel error={error}>
        <FigureInput placeholder="—" value={value} onChange={onChange} className="text-right" />
      </Field>
    </div>
  )
}
