import { type FormEvent, useState } from 'react'
import { plainForm } from '@/components/drafts/drafts'
import { FieldInput } from '@/components/drafts/field-input'
import { useDraft } from '@/components/drafts/use-draft'
import { useContact } from '@/components/fields/contact-search'
import type { EditedField } from '@/components/fields/kind'
import { kindOf } from '@/components/fields/kinds'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/forms/field'
import { Input } from '@/components/ui/forms/input'
import { NamedSelect } from '@/components/ui/forms/named-select'
import { FormDialog } from '@/components/ui/overlays/form-dialog'
import { hintOf, perEnd, type Ranged, ranged } from '@/lib/deals/searching/ranges'
import { perTextFilter, textFilters } from '@/lib/deals/searching/text-filters'
import { dealFields } from '@/lib/fields/deal'
import { labelOf } from '@/lib/fields/field'
import { useBoard } from '../model/board-context'
import { type Filter, onlyClient } from '../url/filter'

const legendOf = (name: Ranged) => labelOf(dealFields, name) + (kindOf(dealFields[name]).unit ?? '')

const fields = {
  client: { kind: 'contact', label: 'Client' },
  ...perEnd((name, end) => ({ kind: dealFields[name].kind, label: `${legendOf(name)}, ${end}` })),
  ...perTextFilter((name) => ({ ...dealFields[name], max: 200 })),
  tags: { kind: 'tags', label: 'Tagged with one of' },
} as const satisfies Record<string, EditedField>

const valuesOf = (filter: Filter) => ({
  client: onlyClient(filter) ?? null,
  ...perEnd((name, end) => {
    const text = filter[dealFields[name].range[end]]
    return text && dealFields[name].kind !== 'day' ? Number(text) : (text ?? null)
  }),
  ...perTextFilter((name) => filter[name] ?? null),
  tags: filter.tags?.split(',') ?? [],
})

type Props = { filter: Filter; onApply: (filter: Filter) => void; onClose: () => void }

export default function FilterDialog({ filter, onApply, onClose }: Props) {
  const { board } = useBoard()
  const [draft, setDraft] = useState(filter)
  const client = useContact(onlyClient(draft))
  const known = { currency: board.pipeline.currency, contacts: client ? [client] : [], isSearch: true }
  const drafting = useDraft(plainForm(fields, valuesOf(draft), known))
  const set = (changes: Filter) => setDraft({ ...draft, ...changes })
  const isSeveral = draft.owner && !['me', 'none', ...board.members.map(({ id }) => id)].includes(draft.owner)

  function submit(event: FormEvent) {
    event.preventDefault()
    drafting.save(async (changes) => {
      const changed = Object.entries(changes).map(([key, value]) => [key, String(value ?? '') || undefined])
      onApply({ ...draft, ...Object.fromEntries(changed) })
      onClose()
    })
  }

  function clear() {
    setDraft({})
    drafting.drop()
  }

  return (
    <FormDialog
      title="Filter deals"
      verb="Show deals"
      other={
        <Button variant="quiet" onClick={clear}>
          Clear
        </Button>
      }
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="Words in the title or the client’s name">
        <Input
          type="search"
          maxLength={200}
          value={draft.q ?? ''}
          onChange={(event) => set({ q: event.target.value || undefined })}
        />
      </Field>
      <Field label="Owner">
        <NamedSelect
          offered={board.members}
          value={draft.owner ?? ''}
          onChange={(owner) => set({ owner: owner || undefined })}
        >
          <option value="">Anybody</option>
          <option value="me">Me</option>
          <option value="none">Nobody</option>
          {isSeveral && <option value={draft.owner}>Several</option>}
        </NamedSelect>
      </Field>
      <FieldInput name="client" drafting={drafting} />
      {ranged.map((name) => {
        const { from, to } = dealFields[name].range
        const hint = hintOf(name)
        return (
          <fieldset key={name} className="flex min-w-0 flex-col gap-1">
            <legend className="pb-1 text-xs font-medium text-muted">{legendOf(name)}</legend>
            <div className="grid grid-cols-[1fr_auto_1fr] items-start gap-2">
              <FieldInput hideLabel name={from} drafting={drafting} />
              <span className="pt-1.5 text-muted">to</span>
              <FieldInput hideLabel name={to} drafting={drafting} />
            </div>
            {hint && <p className="text-xs text-muted">{hint}</p>}
          </fieldset>
        )
      })}
      {textFilters.map((name) => (
        <FieldInput key={name} name={name} drafting={drafting} />
      ))}
      <FieldInput name="tags" drafting={drafting} />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={draft.stale === 'true'}
          onChange={(event) => set({ stale: event.target.checked ? 'true' : undefined })}
        />
        Only deals that are too long in their stage
      </label>
    </FormDialog>
  )
}
