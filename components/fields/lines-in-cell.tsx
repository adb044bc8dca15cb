import { useEffect, useRef } from 'react'
import { Textarea } from '../ui/forms/input'
import { place } from '../ui/place'
import type { InputProps } from './kind'
import { typed } from './typed'

/** A text of several lines over its cell, which is too low for it; Shift and Enter begin a line. */
export function LinesInCell(props: InputProps<string>) {
  const input = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    input.current?.showPopover()
    input.current?.focus()
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: its height follows the text
  useEffect(() => {
    const cell = input.current?.closest('td')?.getBoundingClientRect()
    if (input.current && cell) place(input.current, new DOMRect(cell.x, cell.y - 4, cell.width, 0))
  }, [props.draft])

  return (
    <Textarea
      {...typed(props)}
      ref={input}
      popover="manual"
      className="fixed inset-auto m-0 min-h-24 w-80! bg-raised shadow-float"
    />
  )
}
