import { useState } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { Field } from '../ui/forms/field'
import { Textarea } from '../ui/forms/input'
import { Select } from '../ui/forms/select'

type Props = {
  /** The reasons to choose from; empty leaves free text alone, undefined is still loading. */
  reasons: string[] | undefined
  value: string
  onChange: (value: string) => void
  hint?: string
  error?: string
}

/** The value of "Other…", as no reason is blank. */
const OTHER = ' '

/** The lost reason of a deal: one of the tenant's, or free text. */
export function LostReasonField({ reasons, value, onChange, hint, error }: Props) {
  const [inOtherWords, setInOtherWords] = useState(false)
  if (!reasons) return <Skeleton className="h-13" />
  const isListed = reasons.length > 0
  const isOther = inOtherWords || (value !== '' && !reasons.includes(value))
  const words = (label: string, autoFocus: boolean) => (
    <Field label={label} error={error} hint={hint}>
      {(control) => (
        <Textarea
          {...control}
          dir="auto"
          maxLength={2000}
          autoFocus={autoFocus}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
  if (!isListed) return words('Lost reason', false)

  function choose(chosen: string) {
    setInOtherWords(chosen === OTHER)
    onChange(chosen.trim())
  }

  return (
    <>
      <Field label="Lost reason" error={isOther ? undefined : error} hint={isOther ? undefined : hint}>
        {(control) => (
          <Select {...control} value={isOther ? OTHER : value} onChange={(event) => choose(event.target.value)}>
            <option value="">Choose a reason</option>
            {reasons.map((reason) => (
              <option key={reason}>{reason}</option>
            ))}
            <option value={OTHER}>Other…</option>
          </Select>
        )}
      </Field>
      {isOther && words('In other words', inOtherWords)}
    </>
  )
}
