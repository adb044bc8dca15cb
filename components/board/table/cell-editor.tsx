import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Input } from '@/components/ui/forms/input'
import { type CellEdit, isTyped, type TypedColumn, typedCells, typedEdit } from './cell-edit'
import { ChoiceEditor, editorClass } from './choice-editor'
import type { AfterEdit, Editing } from './editing'
import { labelOf } from './rows/columns'
import { useTable } from './table-context'

const ofNumbers = `${editorClass} text-right tabular-nums`

const inputs: Record<TypedColumn, object> = {
  title: { type: 'text', dir: 'auto', maxLength: 300 },
  amount: { type: 'text', inputMode: 'decimal', className: ofNumbers },
  probability: { type: 'number', min: 0, max: 100, className: ofNumbers },
  expectedCloseDate: { type: 'date', min: '1900-01-01', max: '2200-12-31' },
}

/** The editor of a cell: Enter saves, Escape cancels, Tab saves and edits the next one. */
export function CellEditor({ opened, column }: Editing) {
  const { grid } = useTable()
  const isDone = useRef(false)

  function finish(edit: CellEdit | undefined, then: AfterEdit) {
    if (isDone.current) return
    isDone.current = true
    grid.finish(edit, then)
  }

  const shared = { opened, label: `${labelOf(column)} of ${opened.title}`, onFinish: finish }
  return isTyped(column) ? <TypedEditor {...shared} column={column} /> : <ChoiceEditor {...shared} column={column} />
}

type Props = {
  opened: Editing['opened']
  column: TypedColumn
  label: string
  onFinish: (edit: CellEdit | undefined, then: AfterEdit) => void
}

function TypedEditor({ opened, column, label, onFinish }: Props) {
  const [text, setText] = useState(() => typedCells[column].text(opened))
  const edit = () => typedEdit(column, opened, text)

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onFinish(undefined, 'stay')
    else if (event.key === 'Enter') onFinish(edit(), 'stay')
    else if (event.key === 'Tab') onFinish(edit(), event.shiftKey ? 'previous' : 'next')
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Input
      autoFocus
      aria-label={label}
      autoComplete="off"
      className={editorClass}
      {...inputs[column]}
      value={text}
      onFocus={(event: FocusEvent<HTMLInputElement>) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={press}
      onBlur={() => onFinish(edit(), 'leave')}
    />
  )
}
