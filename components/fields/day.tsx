import { type SyntheticEvent, useEffect, useRef } from 'react'
import { readDay } from '@/components/figures'
import { shownDay } from '@/components/format'
import { Input } from '../ui/forms/input'
import { DueDay } from './due-day'
import type { FieldKind, InputProps } from './kind'

/** The draft of an input in which something stands that the browser cannot read as a day. */
const UNREADABLE = 'unreadable'
const [FIRST, LAST] = ['1900-01-01', '2200-12-31']

export const day: FieldKind<string | null, string> = {
  draft: (value) => value ?? '',
  read(draft) {
    if (draft === UNREADABLE) return { problem: 'There is no such day. Complete it, or empty each part.' }
    const reading = readDay(draft)
    const day = 'value' in reading && reading.value
    return day && (day < FIRST || day > LAST) ? { problem: 'Must lie between 1900 and 2200.' } : reading
  },
  // The browser does not tell what stands there.
  typed: (draft) => (draft === UNREADABLE ? 'Incomplete date' : draft),
  ofText: (text) => text,
  words: (value) => (value ? shownDay(value) : undefined),
  Input: DayInput,
  Cell: ({ value, context: { field, stage, today } }) =>
    value && <DueDay day={value} isOpen={field.due === true && stage?.kind === 'open'} today={today} />,
  span: 'col-span-12 @lg:col-span-6',
}

/** A half-typed day is empty to the browser, which tells of it by no event: so it is looked at around each key. */
function DayInput({ draft, onDraft }: InputProps<string>) {
  const input = useRef<HTMLInputElement>(null)

  function note({ currentTarget: { value, validity } }: SyntheticEvent<HTMLInputElement>) {
    const now = validity.badInput ? UNREADABLE : value
    if (now !== draft) onDraft(now)
  }

  // What is half-typed stays in the input although its value was empty all the time.
  useEffect(() => {
    if (draft === '' && input.current?.validity.badInput) input.current.value = ''
  }, [draft])

  return (
    <Input
      ref={input}
      type="date"
      min={FIRST}
      max={LAST}
      value={draft === UNREADABLE ? '' : draft}
      onChange={note}
      onKeyDown={note}
      onKeyUp={note}
      onBlur={note}
    />
  )
}
