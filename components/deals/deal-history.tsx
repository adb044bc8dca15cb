import { Avatar } from '@/components/ui/avatar'
import { Moment } from '@/components/ui/moment'
import type { Member } from '@/lib/users/schema'
import { changeWords, type DealChange } from './change-words'

type Props = { changes: DealChange[]; members: Member[]; currency: string }

export function DealHistory({ changes, members, currency }: Props) {
  return (
    <ol className="flex flex-col gap-4">
      {changes.map((change, index) => {
        const who = change.actorName ?? 'Penstock'
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of the log never change places
          <li key={index} className="flex gap-2.5">
            <Avatar name={who} decorative />
            <div className="min-w-0 flex-1">
              <p className="break-words">
                <span dir="auto" className="font-medium">
                  {who}
                </span>{' '}
                <bdi className="text-muted">{changeWords(change, { members, currency }).join('; ')}</bdi>
              </p>
              <p className="text-xs text-muted">
                <Moment at={change.at} />
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
