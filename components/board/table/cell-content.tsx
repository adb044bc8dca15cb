import type { ReactNode } from 'react'
import { fullDay, fullMoney, localDay, shortDay } from '@/components/format'
import { Avatar } from '@/components/ui/avatar'
import type { StagePace } from '@/lib/board/schema'
import type { BoardStage } from '@/lib/pipelines/schema'
import type { Member } from '@/lib/users/schema'
import { CloseDate } from '../cards/card-content'
import { useDaysSince } from '../model/use-clock'
import { StageMark } from '../paint/stage-mark'
import { timeInStage } from '../words/time-in-stage'
import type { ColumnKey } from './rows/columns'
import type { Row } from './rows/row'

type Props = {
  row: Row
  stage: BoardStage | undefined
  owner: Member | undefined
  pace: StagePace | undefined
  today: string
  /** The pipeline's currency. */
  home: string
}

export const cellContent: Record<ColumnKey, (props: Props) => ReactNode> = {
  title: ({ row }) => row.title,
  stage: ({ stage }) =>
    stage && (
      <span className="flex items-center gap-2">
        <StageMark stage={stage} />
        <span dir="auto" className="truncate">
          {stage.name}
        </span>
      </span>
    ),
  client: ({ row }) => row.clientName && <bdi>{row.clientName}</bdi>,
  owner: ({ owner }) =>
    owner && (
      <span className="flex items-center gap-2">
        <Avatar name={owner.name} decorative />
        <span dir="auto" className="truncate">
          {owner.name}
        </span>
      </span>
    ),
  amount: ({ row, home }) => row.amount !== null && fullMoney(row.amount, row.currency, home),
  probability: ({ row, stage }) =>
    row.probability !== null ? `${row.probability}%` : <FromStage probability={stage?.probability} />,
  expectedCloseDate: ({ row, stage, today }) =>
    row.expectedCloseDate && <CloseDate date={row.expectedCloseDate} isOpen={stage?.kind === 'open'} today={today} />,
  stageEnteredAt: (props) => <InStage {...props} />,
  createdAt: ({ row, today }) => <Day at={row.createdAt} today={today} />,
}

const FromStage = ({ probability }: { probability: number | null | undefined }) =>
  probability != null && (
    <span className="text-muted" title="From the stage">
      {probability}%
    </span>
  )

function InStage({ row: { stageEnteredAt: since }, stage, pace, today }: Props) {
  const days = useDaysSince(since)
  const time = stage && timeInStage(days, stage, pace)
  if (!time?.isLate) return <Day at={since} today={today} />
  return (
    <span className="text-warning" title={time.words}>
      {shortDay(localDay(new Date(since)), today)}
      <span className="sr-only">, {time.words}</span>
    </span>
  )
}

function Day({ at, today }: { at: string; today: string }) {
  const day = localDay(new Date(at))
  return <span title={fullDay(day)}>{shortDay(day, today)}</span>
}
