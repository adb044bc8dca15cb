import { type FormEvent, useState } from 'react'
import { plainForm } from '@/components/drafts/drafts'
import { FieldInput } from '@/components/drafts/field-input'
import { useDraft } from '@/components/drafts/use-draft'
import { shownDeals } from '@/components/format'
import { Name } from '@/components/ui/name'
import { FormDialog } from '@/components/ui/overlays/form-dialog'
import { distinctTexts } from '@/lib/values/fold'
import { retagged } from '@/lib/values/tags'
import { useBoard } from '../model/board-context'

const form = plainForm<{ addTags: string[] }>({ addTags: { kind: 'tags', label: 'Add' } }, { addTags: [] })

export function TagsDialog({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const { model } = useBoard()
  const drafting = useDraft(form)
  const { addTags } = drafting.now
  const [removeTags, setRemove] = useState<string[]>([])

  const carried = distinctTexts(ids.flatMap((id) => model.store.card(id)?.card.tags ?? []))
  const toggle = (tag: string) =>
    setRemove(removeTags.includes(tag) ? removeTags.filter((each) => each !== tag) : [...removeTags, tag])

  function apply(event: FormEvent) {
    event.preventDefault()
    const change = { addTags, removeTags }
    if (addTags.length + removeTags.length) model.edit(ids, change, ({ tags }) => ({ tags: retagged(tags, change) }))
    onClose()
  }

  return (
    <FormDialog
      title={`Tags of ${shownDeals(ids.length)}`}
      size="sm"
      verb="Change tags"
      onSubmit={apply}
      onClose={onClose}
    >
      <FieldInput name="addTags" drafting={drafting} />
      {carried.length > 0 && (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="pb-1 text-xs font-medium text-muted">Remove</legend>
          {carried.map((tag) => (
            <label key={tag} className="flex min-w-0 items-center gap-2 touch:min-h-11">
              <input type="checkbox" checked={removeTags.includes(tag)} onChange={() => toggle(tag)} />
              <Name>{tag}</Name>
            </label>
          ))}
        </fieldset>
      )}
    </FormDialog>
  )
}
