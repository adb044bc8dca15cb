import { Button } from '@/components/ui/button'
import type { Deal } from '@/lib/deals/schema'
import { dealFields } from '@/lib/fields/deal'
import { isSame } from '../drafts/drafts'
import { kindOf } from '../fields/kinds'
import { FormError } from '../ui/forms/form-error'
import { dealForm, type Surroundings } from './deal-draft'
import { everyField } from './deal-fields'

type Props = { deal: Deal; current: Deal; around: Surroundings; onApply: () => void; onTake: () => void }

/** What another member has changed meanwhile, and the choice between that and the draft. */
export function DealConflict({ deal, current, around, onApply, onTake }: Props) {
  const who = around.members.find(({ id }) => id === current.updatedByUserId)?.name ?? 'Somebody'
  const { contextOf } = dealForm(current, around)
  const now = everyField.flatMap((name) => {
    const kind = kindOf(dealFields[name])
    if (isSame(deal[name], current[name])) return []
    const words = kind.words(current[name], contextOf(name, current)) ?? kind.none ?? 'none'
    return [{ label: dealFields[name].label, words }]
  })
  return (
    <FormError tone="warning" message={`${who} changed this deal since you opened it.`}>
      {now.length > 0 && (
        <dl className="mt-1 text-text">
          {now.map(({ label, words }) => (
            <div key={label} className="flex gap-1">
              <dt className="text-muted">{`${label} is now`}</dt>
              <dd dir="auto" translate="no" className="min-w-0 truncate font-medium">
                {words}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <div className="mt-2 flex flex-wrap gap-2 text-text">
        <Button onClick={onApply}>Apply my changes again</Button>
        <Button onClick={onTake}>Drop mine</Button>
      </div>
    </FormError>
  )
}
