import { Search } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { type KeyboardEvent, useId, useState } from 'react'
import { Kbd } from '@/components/ui/kbd'
import { Name } from '@/components/ui/name'
import { ListOption } from '../ui/forms/list-option'
import { Dialog } from '../ui/overlays/dialog'
import { type Entry, entryGroups } from './entry-groups'
import { useSearch } from './use-search'

type Props = {
  /** The text typed before the palette has loaded; null once it is taken. */
  ahead: { current: string | null }
  onClose: () => void
}

/** Finds deals, pipelines, contacts and actions by typing. */
export default function Palette({ ahead, onClose }: Props) {
  const router = useRouter()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const pipelineId = /^\/pipelines\/([\da-f-]{36})/.exec(usePathname())?.[1]
  const { found, refused, isLooking } = useSearch(typed, pipelineId)

  function takeAhead() {
    if (ahead.current) setTyped(ahead.current)
    ahead.current = null
  }

  function go(address: string) {
    const [path, query] = address.split('?')
    if (path === location.pathname && query) history.pushState(null, '', address)
    else router.push(address)
  }

  const groups = entryGroups(typed.trim(), found, go)
  const entries = groups.flatMap((group) => group.entries)
  const at = Math.min(active, entries.length - 1)
  const optionId = ({ id }: Entry) => `${listId}-${id}`

  function take(entry: Entry | undefined) {
    if (!entry) return
    onClose()
    // The action may move the focus, so it waits until the dialog has given it back.
    setTimeout(entry.run)
  }

  function walk(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      const next = (at + step + entries.length) % entries.length
      setActive(next)
      if (entries[next]) document.getElementById(optionId(entries[next]))?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      take(entries[at])
    }
  }

  return (
    <Dialog title="Find or do" bare onClose={onClose}>
      <div className="flex items-center gap-2 border-b border-border px-4">
        <Search aria-hidden className="text-muted" />
        <input
          type="text"
          role="combobox"
          aria-label="Find deals, pipelines, contacts and actions"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={entries[at] && optionId(entries[at])}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          placeholder="Find deals, pipelines, contacts and actions"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
          }}
          onKeyDown={walk}
          onFocus={takeAhead}
          className="h-11 min-w-0 flex-1 bg-transparent outline-none touch:text-[1rem]"
        />
      </div>
      <div id={listId} role="listbox" aria-label="Found" className="h-80 overflow-y-auto p-2">
        {groups.map(({ title, entries: options, hasMore }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div key={title} role="group" aria-label={title}>
            <div aria-hidden className="px-2 pt-2 pb-1 text-xs text-muted">
              {title}
            </div>
            {options.map((entry) => (
              <ListOption
                key={entry.id}
                id={optionId(entry)}
                isActive={entry === entries[at]}
                onChoose={() => take(entry)}
                className="min-h-8 [&>svg]:text-muted"
              >
                <EntryContent entry={entry} />
              </ListOption>
            ))}
            {hasMore && (
              <div aria-hidden className="px-2 py-1 text-xs text-muted">
                {moreWords(title)}
              </div>
            )}
          </div>
        ))}
        {!entries.length && !isLooking && !refused && (
          <p className="px-2 py-6 text-center text-muted">Nothing is called that. Try fewer letters.</p>
        )}
      </div>
      <p role="status" className={refused ? 'px-4 py-2 text-lost' : 'sr-only'}>
        {refused ??
          (isLooking
            ? ''
            : [
                `${entries.length} found`,
                ...groups.flatMap(({ title, hasMore }) => (hasMore ? moreWords(title) : [])),
              ].join('. '))}
      </p>
    </Dialog>
  )
}

const moreWords = (title: string) => `There are more ${title.toLowerCase()}: type more of the name`

function EntryContent({ entry: { name, detail, keys, icon } }: { entry: Entry }) {
  return (
    <>
      {icon}
      <span dir="auto" translate={keys ? undefined : 'no'} className="min-w-0 truncate">
        {name}
      </span>
      {detail && <Name className="text-xs text-muted">{detail}</Name>}
      <span className="ml-auto flex shrink-0 gap-1">
        {keys?.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
      </span>
    </>
  )
}
