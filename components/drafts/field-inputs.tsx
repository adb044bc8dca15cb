import { FieldInput } from './field-input'
import type { Drafting } from './use-draft'

type Props<Values> = {
  /** The fields in order, each with its columns of twelve where those of its kind do not suit. */
  spans: { [Name in keyof Values]?: string | undefined }
  drafting: Drafting<Values>
}

export function FieldInputs<Values>({ spans, drafting }: Props<Values>) {
  return (
    <div className="grid grid-cols-12 items-start gap-x-2 gap-y-4 @lg:gap-x-4">
      {(Object.keys(spans) as (keyof Values & string)[]).map((name) => (
        <FieldInput key={name} name={name} drafting={drafting} span={spans[name]} />
      ))}
    </div>
  )
}
