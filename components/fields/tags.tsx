import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { api } from '@/components/api'
import { isSameTag } from '@/lib/values/tags'
import { Combobox, type Option } from '../ui/forms/combobox'
import { useAnswer } from '../use-answer'
import type { FieldKind, InputProps } from './kind'

export const tags: FieldKind<string[], string[]> = {
  draft: (value) => value,
  read: (draft) => ({ value: draft }),
  typed: (draft) => draft.join(', '),
  ofText: (text) => text.split(',').flatMap((tag) => tag.trim() || []),
  words: (value) => value.join(', ') || undefined,
  Input: TagInput,
  span: 'col-span-12',
}

const suggest = (text: string, signal: AbortSignal) =>
  api<{ items: { tag: string }[] }>(`/api/deals/tags?take=8&q=${encodeURIComponent(text)}`, { signal })

/** Tags as chips; typing finds those in use or adds one, by a comma or Enter. */
function TagInput({ draft: tags, onDraft, context: { field } }: InputProps<string[]>) {
  const [text, setText] = useState('')
  const [isAsked, setAsked] = useState(false)
  const query = text.trim()

  const found = useAnswer(isAsked ? query : undefined, suggest)?.value.items ?? []
  const isOn = (tag: string) => tags.some((each) => isSameTag(each, tag))

  function add(tag: string) {
    const clean = tag.trim()
    if (clean && !isOn(clean)) onDraft([...tags, clean])
    setText('')
  }

  const options: Option[] = found.flatMap(({ tag }) => (isOn(tag) ? [] : { id: tag, name: tag }))
  if (query && !isOn(query) && !options.some(({ id }) => isSameTag(id, query)))
    options.push({ id: query, name: `New tag “${query}”`, icon: <Plus aria-hidden /> })

  return (
    <div className="flex flex-col gap-1.5">
      <Combobox
        dir="auto"
        maxLength={40}
        placeholder="Add a tag"
        text={text}
        onText={(typed) => (typed.endsWith(',') ? add(typed.slice(0, -1)) : setText(typed))}
        options={options}
        onSelect={({ id }) => add(id)}
        onDone={() => add(text)}
        onFocus={() => setAsked(true)}
      />
      {/* A line that is there before the first tag: what moves under the pointer misses its click. */}
      {tags.length > 0 ? (
        <ul aria-label={field.label} className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag} className="flex min-w-0 items-center rounded-md bg-sunken text-xs">
              <span dir="auto" className="truncate py-1 pl-2">
                {tag}
              </span>
              <button
                type="button"
                aria-label={`Remove the tag ${tag}`}
                title="Remove this tag"
                onClick={() => onDraft(tags.filter((each) => each !== tag))}
                className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-muted hover:text-text touch:size-11"
              >
                <X aria-hidden className="!size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-xs/6 text-muted">Enter or a comma adds it.</p>
      )}
    </div>
  )
}
