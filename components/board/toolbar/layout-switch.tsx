import clsx from 'clsx'
import { useSearchParams } from 'next/navigation'
import type { MouseEvent } from 'react'
import { useActions } from '@/components/actions'
import { Glyph } from '@/components/ui/glyph'
import { boardUrl } from '../url/board-url'

const layouts = [
  { name: 'board', label: 'Board', path: 'M3 3h18v18H3zM9 3v18M15 3v18' },
  { name: 'table', label: 'Table', path: 'M3 3h18v18H3zM9 3v18M3 9h18M3 15h18' },
]

export const useIsTable = () => useSearchParams().get('view') === 'table'

/** The `view` parameter of the board; a bare URL would open a default view. */
const boardIn = (address: URLSearchParams) => ([...address.keys()].some((key) => key !== 'view') ? null : 'board')

/** Switches between board and table. */
export function LayoutSwitch() {
  const isTable = useIsTable()
  const address = new URLSearchParams(useSearchParams())

  function show(name: string) {
    const view = name === 'table' ? name : boardIn(new URLSearchParams(location.search))
    history.pushState(null, '', boardUrl({ view }))
  }

  const other = isTable ? 'board' : 'table'
  useActions([{ name: `Show the deals as a ${other}`, run: () => show(other) }])

  function follow(event: MouseEvent, name: string) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    show(name)
  }

  return (
    <nav aria-label="View" className="flex rounded-md bg-sunken p-0.5">
      {layouts.map(({ name, label, path }) => (
        <a
          key={name}
          href={`?${new URLSearchParams([...address].filter(([key]) => key !== 'view').concat([['view', name]]))}`}
          aria-label={label}
          title={label}
          aria-current={isTable === (name === 'table') ? 'page' : undefined}
          onClick={(event) => follow(event, name)}
          className={clsx(
            'inline-flex h-6 items-center rounded-sm border border-transparent px-2 text-muted hover:text-text touch:h-10 touch:px-3',
            'aria-[current]:border-border aria-[current]:bg-surface aria-[current]:text-text max-sm:aria-[current]:hidden',
          )}
        >
          <Glyph path={path} />
        </a>
      ))}
    </nav>
  )
}
