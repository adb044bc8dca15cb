import clsx from 'clsx'
import type { ReactNode } from 'react'
import { DueDay } from '@/components/fields/due-day'
import { fullMoney, shortMoney } from '@/components/format'
import { Avatar } from '@/components/ui/avatar'
import { cardLines } from '@/lib/board/card-fields'
import type { Card, StagePace } from '@/lib/board/schema'
import { dealFields } from '@/lib/fields/deal'
import { labelOf } from '@/lib/fields/field'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import { Exact } from '../paint/exact-totals'
import { type Look, usualLook } from '../url/shape'
import { timeInStage } from '../words/time-in-stage'

type Props = {
  card: Card
  stage: BoardStage | undefined
  owner: Member | undefined
  /** The pipeline's currency. */
  home: string
  /** The reader's today, as YYYY-MM-DD; unknown to the server. */
  today: string | undefined
  /** Whole days in its stage; the server leaves them out, as time passes between it and the browser. */
  days?: number
  pace?: StagePace | undefined
  look?: Look
  saving?: boolean
}

const faces = {
  compact: 'justify-center gap-0.5 px-2.5 py-1.5 touch:min-h-11',
  regular: 'gap-1 px-3 py-2.5',
  roomy: 'gap-2 px-3.5 py-4',
}
const titles = { compact: 'line-clamp-1 break-all', regular: 'line-clamp-2', roomy: 'line-clamp-3' }

/** What a card shows, for the browser and for the first view. */
export function CardContent({ card, stage, owner, home, today, days, pace, look = usualLook, saving }: Props) {
  const { density, fields } = look
  const client = fields.has('client') && card.clientName && (
    <span dir="auto" className="min-w-0 truncate text-xs text-muted">
      {card.clientName}
    </span>
  )
  return (
    <span translate="no" className={clsx('relative flex flex-col overflow-hidden rounded-lg', faces[density])}>
      <span dir="auto" className={clsx('font-medium break-words touch:pr-9', titles[density])}>
        {card.title}
      </span>
      {density !== 'compact' && client}
      {cardLines.map(
        (name) =>
          fields.has(name) &&
          card[name] && (
            <span
              key={name}
              dir="auto"
              title={`${labelOf(dealFields, name)}: ${card[name]}`}
              className="truncate text-xs"
            >
              {card[name]}
            </span>
          ),
      )}
      {fields.has('tags') && card.tags.length > 0 && <Tags tags={card.tags} />}
      <Figures card={card} isOpen={stage?.kind === 'open'} owner={owner} home={home} today={today} fields={fields}>
        {density === 'compact' && client}
      </Figures>
      {saving && (
        <span
          title="Saving"
          className="absolute top-1.5 right-1.5 size-1.5 rounded-full bg-accent transition-opacity delay-300 starting:opacity-0"
        >
          <span className="sr-only">Saving</span>
        </span>
      )}
      {stage && days !== undefined && fields.has('time') && <TimeInStage days={days} stage={stage} pace={pace} />}
    </span>
  )
}

/** One line of tags; the tooltip has all of them. */
function Tags({ tags }: { tags: string[] }) {
  return (
    <span title={tags.join(', ')} className="flex h-5 flex-wrap gap-1 overflow-hidden">
      {tags.map((tag) => (
        <span key={tag} dir="auto" className="max-w-full truncate rounded bg-sunken px-1.5 text-xs/5 text-muted">
          {tag}
        </span>
      ))}
    </span>
  )
}

type FiguresProps = Pick<Props, 'card' | 'owner' | 'home' | 'today'> &
  Pick<Look, 'fields'> & { isOpen: boolean; children: ReactNode }

function Figures({ card, isOpen, owner: ownedBy, home, today, fields, children }: FiguresProps) {
  const { currency } = card
  const amount = fields.has('amount') ? card.amount : null
  const probability = fields.has('probability') ? card.probability : null
  const expectedCloseDate = fields.has('closes') ? card.expectedCloseDate : null
  const owner = fields.has('owner') ? ownedBy : undefined
  if (amount === null && probability === null && !expectedCloseDate && !owner && !children) return null
  return (
    <span className={clsx('flex min-h-5 items-center gap-2 text-xs text-muted', children && '*:not-first:shrink-0')}>
      {children}
      {amount !== null && (
        <span className="font-medium text-text tabular-nums" title={fullMoney(amount, currency, home)}>
          <Exact short={shortMoney(amount, currency, home)} full={fullMoney(amount, currency, home)} />
        </span>
      )}
      {expectedCloseDate && <DueDay day={expectedCloseDate} isOpen={isOpen} today={today} />}
      <span className="ml-auto flex items-center gap-2">
        {probability !== null && (
          <span className="tabular-nums" title={`Chance to win: ${probability} percent`}>
            {`${probability}%`}
          </span>
        )}
        {owner && <Avatar name={owner.name} />}
      </span>
    </span>
  )
}

type TimeProps = { days: number; stage: BoardStage; pace: StagePace | undefined }

/** A hairline for the time in the stage against what is usual there, with a mark where half of the deals have left. */
function TimeInStage({ days, stage, pace }: TimeProps) {
  const time = timeInStage(days, stage, pace)
  if (!time) return null
  return (
    <span className="absolute inset-x-0 bottom-0 h-0.5" title={time.words}>
      <span
        className={clsx('absolute inset-y-0 left-0', time.isLate ? 'bg-warning' : 'bg-control/60')}
        style={{ width: `${time.share * 100}%` }}
      />
      {time.half !== undefined && (
        <span className="absolute -top-0.5 bottom-0 w-px bg-muted" style={{ left: `${time.half * 100}%` }} />
      )}
      {time.isLate && <span className="sr-only">{`, ${time.words}`}</span>}
    </span>
  )
}
