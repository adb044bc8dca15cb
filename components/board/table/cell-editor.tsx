import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { dealForm, dealOfCard } from '@/components/deals/deal-draft'
import { kindOf } from '@/components/fields/kinds'
import { ControlContext } from '@/components/ui/forms/control'
import { place } from '@/components/ui/place'
import { dealFields } from '@/lib/fields/deal'
import { useBoard, useStages } from '../model/board-context'
import { draftOfText } from './cell-edit'
import type { AfterEdit, Editing } from './editing'
import { labelOf } from './rows/columns'
import { useTable } from './table-context'

/** Lower than other inputs, so that the row keeps its height. */
const editorClass = '[&_input]:h-7! touch:[&_input]:h-10!'

/** The editor of a cell: Enter saves, Escape drops what was typed, Tab saves and edits the next one. */
export function CellEditor({ opened, column, refused, isReplaced }: Editing) {
  const { grid } = useTable()
  const { board } = useBoard()
  const stages = useStages()
  const deal = dealOfCard(opened)
  const context = dealForm(deal, { members: board.members, stages, home: board.pipeline.currency }).contextOf(
    column,
    deal,
  )
  const kind = kindOf(dealFields[column])
  const [draft, setDraft] = useState(() =>
    isReplaced ? draftOfText(column, '') : (refused?.draft ?? kind.draft(opened[column], context)),
  )
  const [problem, setProblem] = useState(refused?.problem)
  /** What stands in the input when a key is heard, before it is drawn. */
  const latest = useRef(draft)
  /** Where Tab goes, which may make a choice first. */
  const tab = useRef<AfterEdit>(undefined)
  const isDone = useRef(false)

  function finish(then: AfterEdit) {
    if (isDone.current) return
    isDone.current = true
    const wrong = grid.finish(latest.current, then)
    if (!wrong) return
    isDone.current = false
    tab.current = undefined
    setProblem(wrong.problem)
  }

  function type(typed: unknown) {
    latest.current = typed
    grid.note(typed)
    setDraft(typed)
    setProblem(undefined)
    if (kind.isChosen?.(typed)) finish(tab.current ?? 'stay')
  }

  function pressFirst(event: KeyboardEvent) {
    if (event.key === 'Tab') {
      event.preventDefault()
      tab.current = event.shiftKey ? 'previous' : 'next'
    } else if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      isDone.current = true
      grid.cancel()
    }
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (tab.current) finish(tab.current)
    else if (event.key === 'Enter' && !event.shiftKey && !event.defaultPrevented) {
      event.preventDefault()
      event.stopPropagation()
      finish('stay')
    }
  }

  const { Input, CellInput = Input } = kind
  const noteId = `${column}-note`
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys before the list of choices does
    <div
      onKeyDownCapture={pressFirst}
      onKeyDown={press}
      onFocus={({ target }: FocusEvent) => target instanceof HTMLInputElement && target.select()}
      onBlur={() => finish('leave')}
      className={editorClass}
    >
      <ControlContext
        value={{
          autoFocus: true,
          'aria-label': `${labelOf(column)} of ${opened.title}`,
          'aria-invalid': problem ? true : undefined,
          'aria-describedby': problem && noteId,
        }}
      >
        <CellInput draft={draft} onDraft={type} context={context} />
      </ControlContext>
      {problem && <Note id={noteId}>{problem}</Note>}
    </div>
  )
}

/** Why a cell was not saved, above it, as choices may stand below. */
function Note({ id, children }: { id: string; children: string }) {
  const note = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    const cell = note.current?.closest('td')
    if (!note.current || !cell) return
    note.current.showPopover()
    place(note.current, cell.getBoundingClientRect(), 'above')
  }, [])
  return (
    <p
      ref={note}
      id={id}
      popover="manual"
      role="alert"
      className="fixed inset-auto m-0 max-w-72 rounded-lg bg-raised px-3 py-2 text-left text-xs whitespace-normal text-lost shadow-float"
    >
      {children}
    </p>
  )
}
