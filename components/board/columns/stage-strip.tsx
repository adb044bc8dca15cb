import clsx from 'clsx'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { shownCount } from '@/components/format'
import { Name } from '@/components/ui/name'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useColumn } from '../model/board-context'

const columnOf = (stageId: string) => document.querySelector(`[data-stage="${stageId}"]`)

type Props = { stages: BoardStage[]; scroller: RefObject<HTMLElement | null> }

/** The tabs of the stages on narrow screens. */
export function StageStrip({ stages, scroller }: Props) {
  const [current, setCurrent] = useState(stages[0]?.id)

  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        const shown = entries.find((entry) => entry.isIntersecting)
        if (shown) setCurrent((shown.target as HTMLElement).dataset.stage)
      },
      { root: scroller.current, threshold: 0.6 },
    )
    for (const { id } of stages) observer.observe(columnOf(id)!)
    return () => observer.disconnect()
  }, [scroller, stages])

  return (
    <nav
      aria-label="Stages"
      className="flex shrink-0 overflow-x-auto border-b border-border px-1 [scrollbar-width:none] sm:hidden"
    >
      {stages.map((stage) => (
        <StageTab key={stage.id} stage={stage} isCurrent={stage.id === current} />
      ))}
    </nav>
  )
}

function StageTab({ stage, isCurrent }: { stage: BoardStage; isCurrent: boolean }) {
  const { count } = useColumn(stage.id).totals
  const tab = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    const button = tab.current!
    const strip = button.parentElement!
    if (isCurrent) strip.scrollTo({ left: button.offsetLeft - strip.clientWidth / 3 })
  }, [isCurrent])

  const show = () => columnOf(stage.id)?.scrollIntoView({ inline: 'center', block: 'nearest' })

  return (
    <button
      ref={tab}
      type="button"
      translate="no"
      aria-current={isCurrent ? 'true' : undefined}
      onClick={show}
      className={clsx(
        'flex min-h-11 shrink-0 items-center gap-1.5 border-b-2 px-3 whitespace-nowrap -outline-offset-2',
        isCurrent ? 'border-accent font-medium' : 'border-transparent text-muted',
      )}
    >
      <Name className="max-w-40">{stage.name}</Name>
      <span className="text-xs font-normal text-muted tabular-nums">{shownCount(count)}</span>
    </button>
  )
}
