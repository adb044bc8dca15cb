import clsx from 'clsx'
import { fullDay, shortDay, shownDay } from '@/components/format'
import { Glyph } from '@/components/ui/glyph'

const calendarWithCross =
  'M8 2v4M16 2v4M21 13V6a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h8M3 10h18M17 17l5 5M17 22l5-5'

type Props = { day: string; isOpen: boolean; today: string | undefined }

/** A day on which something shall be done, marked once it is past and that is open. Without a today it is just a day. */
export function DueDay({ day, isOpen, today }: Props) {
  const overdue = isOpen && today !== undefined && day < today
  return (
    <span
      className={clsx('flex min-w-0 items-center gap-1', overdue && 'text-warning')}
      title={`${overdue ? 'Overdue: was to close' : 'Closes'} ${fullDay(day)}`}
    >
      {overdue && <Glyph path={calendarWithCross} className="!size-3.5" />}
      {overdue && <span className="sr-only">Overdue, </span>}
      <span className="truncate">{today === undefined ? shownDay(day) : shortDay(day, today)}</span>
    </span>
  )
}
