import { ListFilter, Search, UserRound } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useActions } from '@/components/actions'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/forms/input'
import { IconButton } from '@/components/ui/icon-button'
import { later } from '@/components/ui/later'
import { useFilter } from '../url/use-filter'

const FilterDialog = later(() => import('./filter-dialog'))

const TYPED_FOR = 200

/** Search and filters of the board, also by the keys /, Q and F. */
export function FilterBar() {
  const { filter, apply, isApplying } = useFilter()
  const [open, setOpen] = useState(false)
  const search = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const isMine = filter.owner === 'me'
  const { q, ...others } = filter
  const count = Object.keys(others).length

  function focusSearch() {
    search.current?.focus()
    search.current?.select()
  }

  const toggleMine = () => apply({ ...filter, owner: isMine ? undefined : 'me' })

  useEffect(() => {
    const field = search.current
    if (field && document.activeElement !== field) field.value = q ?? ''
  }, [q])

  useActions([
    { name: 'Search deals on this board', key: '/', run: focusSearch },
    { name: isMine ? 'Show deals of everybody' : 'Show only my deals', key: 'q', run: toggleMine },
    { name: 'Filter deals', key: 'f', run: () => setOpen(true) },
  ])

  function searchSoon(text: string) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => apply({ ...filter, q: text.trim() || undefined }), TYPED_FOR)
  }

  return (
    <search className="flex items-center gap-1.5">
      {isApplying && (
        <span role="status" className="text-xs text-muted transition-opacity delay-300 starting:opacity-0">
          Filtering…
        </span>
      )}
      <div className="relative max-sm:hidden">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2 !size-3.5 -translate-y-1/2 text-muted"
        />
        <Input
          ref={search}
          type="search"
          aria-label="Search deals"
          aria-keyshortcuts="/"
          title="Search titles and clients (/)"
          placeholder="Search"
          maxLength={200}
          defaultValue={q}
          onChange={(event) => searchSoon(event.target.value)}
          className="w-40 pl-7 xl:w-56"
        />
      </div>
      <Button
        variant="quiet"
        aria-pressed={isMine}
        aria-keyshortcuts="Q"
        title="Only deals that I own (Q)"
        onClick={toggleMine}
        className="px-2 text-muted aria-pressed:bg-accent-soft aria-pressed:text-text max-sm:hidden"
      >
        <UserRound aria-hidden />
        Only mine
      </Button>
      <IconButton
        label={count ? `Filter, ${count} set` : 'Filter'}
        shortcut="F"
        icon={<ListFilter aria-hidden />}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={count ? 'bg-accent-soft text-text' : undefined}
      />
      <Suspense>{open && <FilterDialog filter={filter} onApply={apply} onClose={() => setOpen(false)} />}</Suspense>
    </search>
  )
}
