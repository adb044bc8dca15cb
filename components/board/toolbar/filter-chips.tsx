import { X } from 'lucide-react'
import { useContact } from '@/components/fields/contact-search'
import { Button } from '@/components/ui/button'
import { toast } from '@/components/ui/overlays/toast'
import { useBoard } from '../model/board-context'
import { asCurl, filterWords, onlyClient } from '../url/filter'
import { useFilter } from '../url/use-filter'
import { useShape } from '../url/use-shape'

export function FilterChips() {
  const { members, board } = useBoard()
  const { filter, apply } = useFilter()
  const { shape } = useShape()
  const client = useContact(onlyClient(filter))
  const parts = filterWords(filter, { member: (id) => members.get(id)?.name, client: () => client?.name ?? 'one' })
  if (!parts.length && !filter.q) return null

  async function copy() {
    try {
      await navigator.clipboard.writeText(asCurl(location.origin, board.pipeline.id, filter, shape.sort))
      toast('Copied. Put a bearer token into TOKEN.')
    } catch {
      toast('The browser did not allow copying.', { tone: 'error' })
    }
  }

  return (
    <ul
      aria-label="Filters"
      className="flex shrink-0 items-center gap-1.5 border-b border-border px-4 py-1.5 max-sm:overflow-x-auto sm:flex-wrap sm:px-6"
    >
      {filter.q && <Chip words={`“${filter.q}”`} onRemove={() => apply({ ...filter, q: undefined })} />}
      {parts.map(({ words, keys }) => (
        <Chip
          key={words}
          words={words}
          onRemove={() => apply({ ...filter, ...Object.fromEntries(keys.map((key) => [key, undefined])) })}
        />
      ))}
      <li>
        <Button variant="quiet" onClick={() => apply({})} className="h-7 px-2 text-muted">
          Show all deals
        </Button>
      </li>
      <li className="ml-auto max-sm:hidden">
        <Button
          variant="quiet"
          onClick={copy}
          title="The same deals by the API; put your token into TOKEN"
          className="h-7 px-2 text-muted"
        >
          Copy as cURL
        </Button>
      </li>
    </ul>
  )
}

function Chip({ words, onRemove }: { words: string; onRemove: () => void }) {
  return (
    <li className="flex min-w-0 items-center rounded-md bg-accent-soft text-xs max-sm:shrink-0">
      <span dir="auto" className="truncate py-1 pl-2">
        {words}
      </span>
      <button
        type="button"
        aria-label={`Remove the filter ${words}`}
        title="Remove this filter"
        onClick={onRemove}
        className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:text-text touch:size-11"
      >
        <X aria-hidden className="!size-3.5" />
      </button>
    </li>
  )
}
