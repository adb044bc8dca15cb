import { type FormEvent, useState } from 'react'
import { FieldInput } from '@/components/drafts/field-input'
import { useDraft } from '@/components/drafts/use-draft'
import { useContact } from '@/components/fields/contact-search'
import type { EditedField } from '@/components/fields/kind'
import { kindOf } from '@/components/fields/kinds'
import { TagField } from '@/components/fields/tags'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/forms/field'
import { Input } from '@/components/ui/forms/input'
import { Select } from '@/components/ui/forms/select'
import { Dialog } from '@/components/ui/overlays/dialog'
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
} as const satisfies Record<string, EditedField>

const valuesOf = (filter: Filter) => ({
  client: onlyClient(filter) ?? null,
  ...perEnd((name, end) => {
    const text = filter[dealFields[name].range[end]]
    return text && dealFields[name].kind !== 'day' ? Number(text) : (text ?? null)
  }),
  ...perTextFilter((name) => filter[name] ?? null),
})

type Props = { filter: Filter; onApply: (filter: Filter) => void; onClose: () => void }

export default function FilterDialog({ filter, onApply, onClose }: Props) {
  const { board } = useBoard()
  const [draft, setDraft] = useState(filter)
  const client = useContact(onlyClient(draft))
  const context = {
    currency: board.pipeline.currency,
    home: undefined,
    stage: undefined,
    stages: [],
    members: [],
    contacts: client ? [client] : [],
    isSearch: true,
  }
  const drafting = useDraft({
    fields,
    values: valuesOf(draft),
    contextOf: (name) => ({ ...context, field: fields[name] }),
  })
  const bind = (key: 'q' | 'owner') => ({
    value: draft[key] ?? '',
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [key]: event.target.value || undefined }),
  })
  const isSeveral = draft.owner && !['me', 'none', ...board.members.map(({ id }) => id)].includes(draft.owner)

  async function submit(event: FormEvent) {
    event.preventDefault()
    const { changes, settled, reason } = await drafting.read()
    if (reason) return drafting.refuse(reason, settled)
    const changed = Object.entries(changes).map(([key, value]) => [key, value === null ? undefined : String(value)])
    onApply({ ...draft, ...Object.fromEntries(changed) })
    onClose()
  }

  function clear() {
    setDraft({})
    drafting.drop()
  }

  return (
    <Dialog title="Filter deals" onClose={onClose}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="flex flex-col gap-4 overflow-y-auto px-5 py-3">
          <Field label="Words in the title or the client’s name">
            <Input {...bind('q')} type="search" maxLength={200} />
          </Field>
          <Field label="Owner">
            <Select {...bind('owner')}>
              <option value="">Anybody</option>
              <option value="me">Me</option>
              <option value="none">Nobody</option>
              {isSeveral && <option value={draft.owner}>Several</option>}
              {board.members.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
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
          <TagField
            label="Tagged with one of"
            tags={draft.tags?.split(',') ?? []}
            onChange={(tags) => setDraft({ ...draft, tags: tags.join() || undefined })}
          />
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              checked={draft.stale === 'true'}
              onChange={(event) => setDraft({ ...draft, stale: event.target.checked ? 'true' : undefined })}
            />
            Only deals that are too long in their stage
          </label>
        </div>
        <footer className="flex justify-end gap-2 px-5 py-4">
          <Button variant="quiet" onClick={clear}>
            Clear
          </Button>
          <Button variant="primary" type="submit">
            Show deals
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
