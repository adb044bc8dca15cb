import { useId, useState } from 'react'
import { Skeleton } from '@/components/ui/skeleton'
import { ControlContext, useControl } from '../ui/forms/control'
import { Textarea } from '../ui/forms/input'
import { Select } from '../ui/forms/select'
import type { InputProps } from './kind'
import { typed } from './typed'
import { useUsualValues } from './usual-values'

/** The value of "Other…", as no text is blank. */
const OTHER = ' '

/** A text that is one of a list's, or in other words. */
export function ChoiceOfText(props: InputProps<string>) {
  const { draft, onDraft } = props
  const control = useControl()
  const [inOtherWords, setInOtherWords] = useState(false)
  const wordsId = useId()
  const values = useUsualValues(props.context.field.choices)
  if (!values) return <Skeleton className="h-8" />
  if (!values.length) return <Textarea {...typed(props)} />
  const isOther = inOtherWords || (draft !== '' && !values.includes(draft))

  function choose(chosen: string) {
    setInOtherWords(chosen === OTHER)
    // What stands there may be what the other words begin with.
    if (chosen !== OTHER) onDraft(chosen)
  }

  return (
    <>
      <ControlContext value={isOther ? { id: control.id } : control}>
        <Select value={isOther ? OTHER : draft} onChange={(event) => choose(event.target.value)}>
          <option value="">Choose one</option>
          {values.map((value) => (
            <option key={value}>{value}</option>
          ))}
          <option value={OTHER}>Other…</option>
        </Select>
      </ControlContext>
      {isOther && (
        <>
          <label htmlFor={wordsId} className="mt-2 text-xs font-medium text-muted">
            In other words
          </label>
          <Textarea {...typed(props)} id={wordsId} autoFocus={inOtherWords} />
        </>
      )}
    </>
  )
}
