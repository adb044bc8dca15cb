import { useSearchParams } from 'next/navigation'
import { PageHeader } from '@/components/shell/page-header'
import type { Board } from '@/lib/board/schema'
import * as classes from '../paint/classes'
import { useIsTable } from '../toolbar/layout-switch'
import { useCollapsed } from '../url/collapsed'
import { filterOf, queryOf } from '../url/filter'
import { lookOf, shapeOf } from '../url/shape'
import { BoardSkeleton } from './board-skeleton'
import { FirstColumn } from './first-column'

/** The columns and cards that most screens show before they are scrolled. */
const COLUMNS = 5
const CARDS = 9

/** A board as the server draws it: the columns in sight, to be read and followed before the scripts are there. */
export function FirstView({ board }: { board: Board }) {
  const { pipeline, stages, totals, columns, members, lanes } = board
  const address = useSearchParams()
  const isTable = useIsTable()
  const isCollapsed = useCollapsed().size > 0
  const look = lookOf(shapeOf(address))

  function addressOf(id: string) {
    const opening = new URLSearchParams(address)
    opening.set('deal', id)
    return `?${opening}`
  }

  if (isTable || isCollapsed || lanes || !stages.length) return <BoardSkeleton />
  return (
    <>
      <PageHeader title={<span translate="no">{pipeline.name}</span>}>
        <span className="h-7 max-sm:w-52 touch:h-11" />
      </PageHeader>
      {queryOf(filterOf(address)) && <div className="h-[45px] shrink-0 border-b border-border" />}
      <div className="h-[45px] shrink-0 border-b border-border sm:hidden" />
      <div className={classes.columns}>
        {stages.slice(0, COLUMNS).map((stage, i) => (
          <FirstColumn
            key={stage.id}
            stage={stage}
            totals={totals[i]!}
            cards={columns[stage.id]!.items.slice(0, CARDS)}
            members={members}
            currency={pipeline.currency}
            look={look}
            addressOf={addressOf}
          />
        ))}
      </div>
    </>
  )
}
