import clsx from 'clsx'
import { Ban, ChevronsLeftRight } from 'lucide-react'
import { memo } from 'react'
import { KindSign, StageMark } from '@/components/pipelines/stages/stage-mark'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useDropTone } from '../drag/use-drop-tone'
import { useFoldedList } from '../drag/use-folded-list'
import { useBoard, useColumn, useLimits } from '../model/board-context'
import * as classes from '../paint/classes'
import { Exact } from '../paint/exact-totals'
import { isOverSum } from '../store/stage-limits'
import { toggleCollapsed } from '../url/collapsed'
import { totalsInFullWords, totalsInWords } from '../words/totals-in-words'
import { StageCount } from './stage-count'

/** A collapsed stage: its name, count and sum, and still a place to drop deals. */
export const CollapsedColumn = memo(function CollapsedColumn({ stage }: { stage: BoardStage }) {
  const { board } = useBoard()
  const { totals } = useColumn(stage.id)
  const limits = useLimits(stage)
  const ref = useFoldedList(stage.id, { at: 48 })
  const { tone, refusal } = useDropTone(stage.id, stage)
  const headingId = `stage-${stage.id}`
  const terms = { isOpen: stage.kind === 'open', home: board.pipeline.currency, limits }
  const full = totalsInFullWords(totals, terms)

  return (
    <section
      aria-labelledby={headingId}
      data-stage={stage.id}
      className={clsx(classes.strip, tone, refusal && 'ring-1 ring-lost')}
    >
      <button
        ref={ref}
        type="button"
        aria-expanded={false}
        onClick={() => toggleCollapsed(stage.id)}
        title={[`Show ${stage.name}`, full].filter(Boolean).join('\n')}
        className="flex min-h-0 w-full flex-1 flex-col items-center gap-2 rounded-lg px-1 py-3 hover:bg-hover"
      >
        {refusal ? <Ban aria-hidden className="text-lost" /> : <ChevronsLeftRight aria-hidden className="text-muted" />}
        <StageMark stage={stage} />
        <span translate="no" className="flex min-h-0 items-center gap-2 [writing-mode:vertical-rl]">
          <h2 id={headingId} className="flex min-h-0 items-center gap-2 font-semibold">
            <span className="truncate">{stage.name}</span>
            <KindSign kind={stage.kind} />
            <StageCount totals={totals} limits={limits} isCollapsed />
          </h2>
          <span
            className={clsx('truncate text-xs tabular-nums', isOverSum(totals, limits) ? 'text-warning' : 'text-muted')}
          >
            <Exact short={totalsInWords(totals, terms)} full={full} />
          </span>
        </span>
      </button>
    </section>
  )
})
