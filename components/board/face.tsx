import clsx from 'clsx'
import { Avatar } from '@/components/ui/avatar'
import { Glyph } from '@/components/ui/glyph'
import type { BoardStage, Card, Member, StagePace } from '@/lib/board/schema'
import { daysBetween, fullDate, fullMoney, shortDate, shortMoney } from '../format'
import { timeInStage } from './time-in-stage'

const calendarWithCross =
  'M8 2v4M16 2v4M21 13V6a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h8M3 10h18M17 17l5 5M17 22l5-5'

type Props = {
  card: Card
  stage: BoardStage | undefined
  owner: Member | undefined
  /** YYYY-MM-DD */
  today: string
  pace?: StagePace | undefined
  saving?: boolean
}

/** The face of a card, drawn in the browser and for the first view alike. */
export function Face({ card, stage, owner, today, pace, saving }: Props) {
  return (
    <span className="relative flex flex-col gap-1 overflow-hidden rounded-lg px-3 py-2.5">
      <span dir="auto" className="line-clamp-2 font-medium break-words touch:pr-9">
        {card.title}
      </span>
      {card.clientName && (
        <span dir="auto" className="truncate text-xs text-muted">
          {card.clientName}
        </span>
      )}
      {card.tags.length > 0 && <Tags tags={card.tags} />}
      <Figures card={card} isOpen={stage?.kind === 'open'} owner={owner} today={today} />
      {saving && (
        <span
          title="Saving"
          className="absolute top-1.5 right-1.5 size-1.5 rounded-full bg-accent transition-opacity delay-300 starting:opacity-0"
        >
          <span className="sr-only">Saving</span>
        </span>
      )}
      {stage && <TimeInStage card={card} stage={stage} today={today} pace={pace} />}
    </span>
  )
}

/** As many as stand on one line; all of them in the title. */
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

type FiguresProps = Pick<Props, 'card' | 'owner' | 'today'> & { isOpen: boolean }

function Figures({ card, isOpen, owner, today }: FiguresProps) {
  const { amount, currency, expectedCloseDate, probability } = card
  if (amount === null && probability === null && !expectedCloseDate && !owner) return null
  return (
    <span className="flex min-h-5 items-center gap-2 text-xs text-muted">
      {amount !== null && (
        <span className="font-medium text-text tabular-nums" title={fullMoney(amount, currency)}>
          {shortMoney(amount, currency)}
        </span>
      )}
      {expectedCloseDate && <CloseDate date={expectedCloseDate} isOpen={isOpen} today={today} />}
      <span className="ml-auto flex items-center gap-2">
        {probability !== null && (
          <span className="tabular-nums" title={`Chance to win: ${probability} percent`}>
            {probability}%
          </span>
        )}
        {owner && <Avatar name={owner.name} />}
      </span>
    </span>
  )
}

function CloseDate({ date, isOpen, today }: { date: string; isOpen: boolean; today: string }) {
  const overdue = isOpen && date < today
  return (
    <span
      className={clsx('flex min-w-0 items-center gap-1', overdue && 'text-warning')}
      title={`${overdue ? 'Overdue: was to close' : 'Closes'} ${fullDate(date)}`}
    >
      {overdue && <Glyph path={calendarWithCross} className="!size-3.5" />}
      {overdue && <span className="sr-only">Overdue, </span>}
      <span className="truncate">{shortDate(date, today)}</span>
    </span>
  )
}

type TimeProps = { card: Card; stage: BoardStage; today: string; pace: StagePace | undefined }

/** A hairline that fills with the deal's time in its stage against what is usual there, marked where half have left. */
function TimeInStage({ card, stage, today, pace }: TimeProps) {
  const days = Math.max(0, daysBetween(card.stageEnteredAt, today))
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
      {time.isLate && <span className="sr-only">, {time.words}</span>}
    </span>
  )
}
