import { useState } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { Field } from '../ui/forms/field'
import { Textarea } from '../ui/forms/input'
import { Select } from '../ui/forms/select'

type Props = {
  /** Offered to choose from; none leaves free text alone, undefined is not known yet. */
  reasons: string[] | undefined
  value: string
  onChange: (value: string) => void
  hint?: string
  error?: string
}

/** No reason is blank, so this is none of them. */
const OTHER = ' '

/** Why a deal was lost: one of the reasons of the tenant, or in other words. */
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
