import type { ReactNode } from 'react'
import { dealForm, dealOfCard, type Surroundings } from '@/components/deals/deal-draft'
import { kindOf } from '@/components/fields/kinds'
import { fullDay, localDay, shortDay } from '@/components/format'
import type { StagePace } from '@/lib/board/schema'
import { dealFields } from '@/lib/fields/deal'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useDaysSince } from '../model/use-clock'
import { timeInStage } from '../words/time-in-stage'
import { type ColumnKey, isEditable } from './rows/columns'
import type { Row } from './rows/row'

type Props = {
  row: Row
  stage: BoardStage | undefined
  around: Surroundings
  pace: StagePace | undefined
  today: string
}

export function CellContent({ column, ...props }: Props & { column: ColumnKey }): ReactNode {
  const { row, around, today } = props
  if (column === 'stageEnteredAt') return <InStage {...props} />
  if (!isEditable(column)) return <Day at={row[column]} today={today} />
  const { Cell, words } = kindOf(dealFields[column])
  const deal = dealOfCard(row)
  const context = { ...dealForm(deal, around).contextOf(column, deal), today }
  return Cell ? <Cell value={row[column]} context={context} /> : words(row[column], context)
}

function InStage({ row: { stageEnteredAt: since }, stage, pace, today }: Props) {
  const days = useDaysSince(since)
  const time = stage && timeInStage(days, stage, pace)
  if (!time?.isLate) return <Day at={since} today={today} />
  return (
    <span className="text-warning" title={time.words}>
      <span>{shortDay(localDay(new Date(since)), today)}</span>
      <span className="sr-only">{`, ${time.words}`}</span>
    </span>
  )
}

function Day({ at, today }: { at: string; today: string }) {
  const day = localDay(new Date(at))
  return <span title={fullDay(day)}>{shortDay(day, today)}</span>
}
