import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useClientSearch } from '@/components/deals/client-search'
import { Avatar } from '@/components/ui/avatar'
import { Combobox, type Option } from '@/components/ui/forms/combobox'
import { includesText } from '@/lib/values/fold'
import { useBoard, useStages } from '../model/board-context'
import { StageMark } from '../paint/stage-mark'
import { type CellEdit, type ChosenColumn, chosenEdit } from './cell-edit'
import type { AfterEdit } from './editing'
import type { Row } from './rows/row'

/** Lower than other inputs, so that the row keeps its height. */
export const editorClass = 'h-7! touch:h-10!'

type Props = {
  opened: Row
  column: ChosenColumn
  label: string
  onFinish: (edit: CellEdit | undefined, then: AfterEdit) => void
}

/** Edits a cell by a list of choices, narrowed by typing. */
export function ChoiceEditor({ opened, column, ...props }: Props) {
  const stages = useStages()
  const { board, members } = useBoard()
  const choices = { opened, column, ...props }
  if (column === 'client') return <ClientChoice {...choices} />
  const options =
    column === 'stage'
      ? stages.map((stage) => ({ id: stage.id, label: stage.name, icon: <StageMark stage={stage} /> }))
      : [{ id: '', label: 'Nobody' }, ...board.members.map(({ id, name }) => person(id, name))]
  const now =
    column === 'stage' ? stages.find(({ id }) => id === opened.stageId)?.name : members.get(opened.ownerId ?? '')?.name
  return (
    <Choice {...choices} now={now ?? ''} offer={(query) => options.filter(({ label }) => includesText(label, query))} />
  )
}

const person = (id: string, name: string) => ({ id, label: name, icon: <Avatar name={name} decorative /> })

function ClientChoice(props: Props) {
  const [query, setQuery] = useState('')
  const found = useClientSearch(query)
  const none = query ? [] : [{ id: '', label: 'No client' }]
  return (
    <Choice
      {...props}
      now={props.opened.clientName ?? ''}
      onQuery={setQuery}
      offer={() => [...none, ...found.map(({ id, name }) => person(id, name))]}
    />
  )
}

type ChoiceProps = Props & {
  now: string
  offer: (query: string) => (Option & { icon?: ReactNode })[]
  onQuery?: (query: string) => void
}

function Choice({ opened, column, label, now, offer, onQuery, onFinish }: ChoiceProps) {
  const [typed, setTyped] = useState<string>()
  const tab = useRef<AfterEdit>(undefined)
  const query = typed?.trim() ?? ''
  const options = offer(query)
  const first = () => (query && options[0] ? chosenEdit(column, opened, options[0]) : undefined)

  function press(event: KeyboardEvent) {
    if (event.key === 'Escape') onFinish(undefined, 'stay')
    else if (event.key === 'Tab') tab.current = event.shiftKey ? 'previous' : 'next'
    else return
    event.preventDefault()
    if (event.key === 'Escape') event.stopPropagation()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys before the list does
    <div onKeyDownCapture={press} onKeyDown={() => tab.current && onFinish(first(), tab.current)}>
      <Combobox
        startsOpen
        autoFocus
        aria-label={label}
        dir="auto"
        className={editorClass}
        text={typed ?? now}
        onText={(text) => {
          setTyped(text)
          onQuery?.(text.trim())
        }}
        options={options}
        onSelect={(option) => onFinish(chosenEdit(column, opened, option), tab.current ?? 'stay')}
        onEnter={() => onFinish(first(), 'stay')}
        onLeave={() => onFinish(undefined, 'leave')}
        onFocus={(event) => event.target.select()}
      />
    </div>
  )
}
