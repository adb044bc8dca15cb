'use client'

import { Avatar } from '@/components/ui/avatar'
import { Moment } from '@/components/ui/moment'
import type { Member } from '@/lib/users/schema'
import { changeWords, type DealChange } from './change-words'

/** `currency` is the deal's now, `home` the pipeline's. */
type Props = { changes: DealChange[]; members: Member[]; currency: string; home: string }

export function DealHistory({ changes, members, currency, home }: Props) {
  const currencies = currenciesAfter(changes, currency)
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
                <span dir="auto" translate="no" className="font-medium">
                  {who}
                </span>{' '}
                <bdi className="text-muted">
                  {changeWords(change, { members, currency: currencies[index]!, home }).join('; ')}
                </bdi>
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

/** The deal's currency after each change, the newest first. */
function currenciesAfter(changes: DealChange[], currency: string) {
  let then = currency
  return changes.map(({ before }) => {
    const after = then
    if (before?.currency) then = String(before.currency)
    return after
  })
}
