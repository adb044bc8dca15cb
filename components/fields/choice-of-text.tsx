import { useId, useState } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { Textarea } from '../ui/forms/input'
import { Select } from '../ui/forms/select'
import type { Control, InputProps } from './kind'
import { typed } from './typed'
import { useUsualValues } from './usual-values'

/** The value of "Other…", as no text is blank. */
const OTHER = ' '

/** A text that is one of a list's, or in other words. */
export function ChoiceOfText(props: InputProps<string>) {
  const { control, draft, onDraft } = props
  const [inOtherWords, setInOtherWords] = useState(false)
  const wordsId = useId()
  const values = useUsualValues(props.context.field.choices)
  if (!values) return <Skeleton className="h-8" />
  const isListed = values.length > 0
  const isOther = !isListed || inOtherWords || (draft !== '' && !values.includes(draft))
  const words = (control: Control) => <Textarea {...typed({ ...props, control })} autoFocus={inOtherWords} />
  if (!isListed) return words(control)

  function choose(chosen: string) {
    setInOtherWords(chosen === OTHER)
    // What stands there may be what the other words begin with.
    if (chosen !== OTHER) onDraft(chosen)
  }

  const { id, 'aria-label': label, ...note } = control
  return (
    <>
      <Select
        id={id}
        aria-label={label}
        {...(!isOther && note)}
        value={isOther ? OTHER : draft}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">Choose one</option>
        {values.map((value) => (
          <option key={value}>{value}</option>
        ))}
        <option value={OTHER}>Other…</option>
      </Select>
      {isOther && (
        <>
          <label htmlFor={wordsId} className="mt-2 text-xs font-medium text-muted">
            In other words
          </label>
          {words({ ...note, id: wordsId })}
        </>
      )}
    </>
  )
}
