import { ChevronDown, ChevronRight } from 'lucide-react'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { shownCount, shownDeals } from '@/components/format'
import { Avatar } from '@/components/ui/avatar'
import { Name } from '@/components/ui/name'
import { useBoard, useStages, useTotalsOf } from '../model/board-context'
import { ExactTotals } from '../paint/exact-totals'
import type { Lane } from '../store/cells'
import { handleLists, type ListHandle } from '../store/list-handle'
import { toggleCollapsed } from '../url/collapsed'
import { CollapsedCell, LaneCell } from './lane-cell'

type Props = { lane: Lane; collapsed: ReadonlySet<string>; isCollapsed: boolean; isFirst: boolean }

export const LaneRow = memo(function LaneRow({ lane, collapsed, isCollapsed, isFirst }: Props) {
  const { model, board } = useBoard()
  const stages = useStages()
  const openCells = useMemo(
    () => lane.cells.filter(({ stageId }) => stages.some(({ id, kind }) => id === stageId && kind === 'open')),
    [lane, stages],
  )
  const [isNear, setNear] = useState(isFirst)
  const row = useRef<HTMLElement>(null)
  const totals = useTotalsOf(lane.cells)
  const open = useTotalsOf(openCells)
  const headingId = `lane-${lane.key}`
  const terms = { isOpen: true, home: board.pipeline.currency }

  useEffect(() => {
    if (isNear && !isCollapsed) return
    const show = () => row.current!.scrollIntoView({ block: 'nearest' })
    const handle: ListHandle = {
      ...(isCollapsed && { isCollapsed, focus: () => row.current!.querySelector('button')!.focus() }),
      slotAt: () => 0,
      scrollTo: show,
      reveal() {
        show()
        return row.current!.getBoundingClientRect()
      },
    }
    const keys = lane.cells.map(({ key }) => key)
    return handleLists(model.lists, keys, handle)
  }, [isNear, isCollapsed, lane, model])

  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), {
      root: row.current!.parentElement,
      rootMargin: '600px',
    })
    observer.observe(row.current!)
    return () => observer.disconnect()
  }, [])

  return (
    <section ref={row} aria-labelledby={headingId} className="w-max min-w-full scroll-mt-20">
      <h2 translate="no" className="sticky left-0 flex w-fit max-w-[calc(100vw-2rem)] items-center gap-1 py-1">
        <button
          type="button"
          id={headingId}
          aria-expanded={!isCollapsed}
          onClick={() => toggleCollapsed(lane.key, 'lanes')}
          className="flex min-h-8 min-w-0 items-center gap-2 rounded-md px-1.5 hover:bg-hover touch:min-h-11"
        >
          {isCollapsed ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}
          {lane.id && <Avatar name={lane.name} decorative />}
          <Name className="font-semibold">{lane.name}</Name>
          <span className="shrink-0 text-xs text-muted tabular-nums">
            {`${shownDeals(totals.count)} · ${shownCount(open.count)} open`}
          </span>
        </button>
        <ExactTotals id={`${headingId}-totals`} totals={open} terms={terms} className="text-xs text-muted" />
      </h2>
      {!isCollapsed && (
        <div className="flex min-h-20 gap-3 pb-2">
          {isNear &&
            lane.cells.map((cell, i) =>
              collapsed.has(cell.stageId) ? (
                <CollapsedCell key={cell.key} cell={cell} stage={stages[i]!} lane={lane} />
              ) : (
                <LaneCell key={cell.key} cell={cell} stage={stages[i]!} lane={lane} />
              ),
            )}
        </div>
      )}
    </section>
  )
})
