import { type FormEvent, useState } from 'react'
import { TagField } from '@/components/fields/tags'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/forms/field'
import { Input } from '@/components/ui/forms/input'
import { Select } from '@/components/ui/forms/select'
import { Dialog } from '@/components/ui/overlays/dialog'
import { useBoard } from '../model/board-context'
import type { Filter } from '../url/filter'

type Props = { filter: Filter; onApply: (filter: Filter) => void; onClose: () => void }

export default function FilterDialog({ filter, onApply, onClose }: Props) {
  const { board } = useBoard()
  const [draft, setDraft] = useState(filter)
  const bind = (key: keyof Filter) => ({
    value: draft[key] ?? '',
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [key]: event.target.value || undefined }),
  })
  const isSeveral = draft.owner && !['me', 'none', ...board.members.map(({ id }) => id)].includes(draft.owner)

  function submit(event: FormEvent) {
    event.preventDefault()
    onApply(draft)
    onClose()
  }

  return (
    <Dialog title="Filter deals" onClose={onClose}>
      <form onSubmit={submit} className="flex min-h-0 flex-col">
        <div className="flex flex-col gap-4 overflow-y-auto px-5 py-3">
          <Field label="Words in the title or the client’s name">
            {(control) => <Input {...control} {...bind('q')} type="search" maxLength={200} />}
          </Field>
          <Field label="Owner">
            {(control) => (
              <Select {...control} {...bind('owner')}>
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
            )}
          </Field>
          <Range legend="Amount" hint="In each deal’s own currency.">
            {(end) => <AmountInput {...end} {...bind(end.isLast ? 'maxAmount' : 'minAmount')} />}
          </Range>
          <Range legend="Expected close">
            {({ isLast, ...control }) => (
              <Input
                {...control}
                {...bind(isLast ? 'closesTo' : 'closesFrom')}
                type="date"
                min="1900-01-01"
                max="2200-12-31"
              />
            )}
          </Range>
          <Range legend="Probability, percent" hint="The stage’s, where a deal has none of its own.">
            {({ isLast, ...control }) => (
              <Input
                {...control}
                {...bind(isLast ? 'maxProbability' : 'minProbability')}
                type="number"
                min={0}
                max={100}
                step={1}
              />
            )}
          </Range>
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
          <Button variant="quiet" onClick={() => setDraft({})}>
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

type End = { 'aria-label': string; isLast: boolean }

function Range({ legend, hint, children }: { legend: string; hint?: string; children: (end: End) => React.ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1">
      <legend className="pb-1 text-xs font-medium text-muted">{legend}</legend>
      <div className="grid grid-cols-[1fr_auto_1fr] items-center gap-2">
        {children({ 'aria-label': `${legend}, from`, isLast: false })}
        <span className="text-muted">to</span>
        {children({ 'aria-label': `${legend}, to`, isLast: true })}
      </div>
      {hint && <p className="text-xs text-muted">{hint}</p>}
    </fieldset>
  )
}

function AmountInput({
  isLast: _,
  ...props
}: End & { value: string; onChange: (event: { target: { value: string } }) => void }) {
  return (
    <Input
      {...props}
      inputMode="decimal"
      autoComplete="off"
      pattern="\d{1,15}(\.\d{1,4})?"
      title="An amount as in 1200.50"
      className="text-right tabular-nums"
    />
  )
}
