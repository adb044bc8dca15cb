import { fullMoney, shownDay } from '@/components/format'
import { Button } from '@/components/ui/button'
import type { Deal } from '@/lib/deals/schema'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import { FormError } from '../ui/forms/form-error'

type Props = {
  deal: Deal
  current: Deal
  stages: BoardStage[]
  members: Member[]
  onApply: () => void
  onTake: () => void
}

const nameIn = (list: { id: string; name: string }[], id: string | null) =>
  list.find((entry) => entry.id === id)?.name ?? 'nobody'

/** Each field of a deal by its label, in words. */
const inWords = (deal: Deal, stages: BoardStage[], members: Member[]) => ({
  Title: deal.title,
  Stage: stages.find(({ id }) => id === deal.stageId)?.name ?? 'a stage of another pipeline',
  Amount: deal.amount === null ? 'none' : fullMoney(deal.amount, deal.currency, undefined),
  Client: deal.client?.name ?? 'none',
  Owner: nameIn(members, deal.ownerId),
  'Expected close': deal.expectedCloseDate ? shownDay(deal.expectedCloseDate) : 'none',
  Probability: deal.probability === null ? 'none' : `${deal.probability}%`,
  'Lost reason': deal.lostReason ?? 'none',
  Tags: deal.tags.join(', ') || 'none',
})

/** What another member has changed meanwhile, and the choice between that and the draft. */
export function DealConflict({ deal, current, stages, members, onApply, onTake }: Props) {
  const who = members.find(({ id }) => id === current.updatedByUserId)?.name ?? 'Somebody'
  const before = inWords(deal, stages, members)
  const now = Object.entries(inWords(current, stages, members)).filter(
    ([field, words]) => words !== before[field as keyof typeof before],
  )
  return (
    <FormError tone="warning" message={`${who} changed this deal since you opened it.`}>
      {now.length > 0 && (
        <dl className="mt-1 text-text">
          {now.map(([field, words]) => (
            <div key={field} className="flex gap-1">
              <dt className="text-muted">{field} is now</dt>
              <dd dir="auto" className="min-w-0 truncate font-medium">
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
