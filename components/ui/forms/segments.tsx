import { useId } from 'react'

type Props<Value extends string> = {
  legend: string
  options: Record<Value, string>
  value: Value
  onChange: (value: Value) => void
}

/** A choice of one option, side by side. */
export function Segments<Value extends string>({ legend, options, value, onChange }: Props<Value>) {
  const name = useId()
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1 text-xs font-medium text-muted">{legend}</legend>
      <div className="flex rounded-md bg-sunken p-0.5">
        {(Object.entries(options) as [Value, string][]).map(([each, label]) => (
          <label
            key={each}
            className="relative flex min-h-7 flex-1 cursor-pointer items-center justify-center rounded-sm px-2 text-muted transition-colors hover:text-text has-checked:bg-surface has-checked:font-medium has-checked:text-text has-checked:shadow-[0_0_0_1px_var(--border)] has-focus-visible:outline-2 has-focus-visible:outline-accent touch:min-h-11"
          >
            <input
              type="radio"
              name={name}
              checked={each === value}
              onChange={() => onChange(each)}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
