import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Name } from '../name'
import { place } from '../place'
import { useControl } from './control'
import { Input } from './input'
import { ListOption } from './list-option'

export type Option = { id: string; name: string; icon?: ReactNode }

type Props = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'onSelect'> & {
  text: string
  onText: (text: string) => void
  options: Option[]
  onSelect: (option: Option) => void
  /** Called when the focus leaves, and by Enter without a choice, which otherwise submits the form. */
  onDone?: () => void
}

/** A text input with suggestions: arrows go through them, Enter takes one, Escape closes the list. */
export function Combobox({ text, onText, options, onSelect, onDone, ...props }: Props) {
  const { 'aria-label': label = 'Suggestions', autoFocus: startsOpen = false } = useControl()
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(startsOpen)
  const [active, setActive] = useState(-1)
  const shown = open && options.length > 0

  useEffect(() => {
    if (!shown || !list.current || !input.current) return
    list.current.style.width = `${input.current.offsetWidth}px`
    if (!list.current.matches(':popover-open')) list.current.showPopover()
    place(list.current, input.current.getBoundingClientRect())
  })

  function choose(option: Option | undefined) {
    if (option) onSelect(option)
    setOpen(false)
    setActive(-1)
  }

  function walk(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      if (shown) setActive((active + step + options.length) % options.length)
      setOpen(true)
    } else if (event.key === 'Enter' && shown && active >= 0) {
      event.preventDefault()
      choose(options[active])
    } else if (event.key === 'Enter') {
      setOpen(false)
      if (!onDone || !text.trim()) return
      event.preventDefault()
      onDone()
    } else if (event.key === 'Tab' && startsOpen && shown && active >= 0) {
      choose(options[active])
    } else if (event.key === 'Escape' && shown) {
      event.stopPropagation()
      event.nativeEvent.stopImmediatePropagation()
      choose(undefined)
    }
  }

  return (
    <>
      <Input
        {...props}
        ref={input}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={shown}
        aria-controls={shown ? listId : undefined}
        aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          onText(event.target.value)
          setOpen(true)
          setActive(-1)
        }}
        onClick={() => setOpen(true)}
        onBlur={() => {
          choose(undefined)
          onDone?.()
        }}
        onKeyDown={walk}
      />
      {shown && (
        <div
          ref={list}
          id={listId}
          popover="manual"
          role="listbox"
          aria-label={label}
          className="fixed inset-auto m-0 overflow-y-auto rounded-lg bg-raised p-1 text-sm text-text shadow-float"
        >
          {options.map((option, index) => (
            <ListOption
              key={option.id}
              id={`${listId}-${index}`}
              isActive={index === active}
              onChoose={() => choose(option)}
              className="min-h-7 py-1"
            >
              {option.icon}
              <Name className="flex-1">{option.name}</Name>
            </ListOption>
          ))}
        </div>
      )}
    </>
  )
}
