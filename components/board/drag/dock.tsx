import clsx from 'clsx'
import { Ban } from 'lucide-react'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { KindSign } from '@/components/pipelines/stages/stage-mark'
import { Kbd } from '@/components/ui/kbd'
import { Name } from '@/components/ui/name'
import type { BoardStage } from '@/lib/pipelines/schema'
import { useBoard, useObservable, useRefusal, useStages } from '../model/board-context'
import { dockId } from './collision-detection'
import { useDropCell } from './drag-and-drop'

/** The won and lost stages that are out of sight, to drop deals on during a drag. */
export function Dock({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const stages = useStages()
  const hidden = useHiddenStages(scroller)
  const docked = stages.filter(({ id, kind }) => kind !== 'open' && hidden.has(id))
  if (!docked.length) return null
  return (
    <div aria-hidden translate="no" className="pointer-events-none relative h-0">
      <div className="absolute inset-x-3 bottom-3 z-[1000] flex animate-float-in justify-center gap-3">
        {docked.map((stage) => (
          <DockTarget key={stage.id} stage={stage} isFirst={stages.find(({ kind }) => kind === stage.kind) === stage} />
        ))}
      </div>
    </div>
  )
}

/** The ids of the stages of which less than half is in the scroller's view. */
function useHiddenStages(scroller: RefObject<HTMLElement | null>) {
  const stages = useStages()
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())

  useEffect(() => {
    const note = (entries: IntersectionObserverEntry[]) =>
      setHidden((known) => {
        const next = new Set(known)
        for (const { target, intersectionRatio } of entries) {
          const id = (target as HTMLElement).dataset.stage!
          if (intersectionRatio < 0.5) next.add(id)
          else next.delete(id)
        }
        return next
      })
    const observer = new IntersectionObserver(note, { root: scroller.current, threshold: 0.5 })
    for (const { id } of stages) observer.observe(scroller.current!.querySelector(`[data-stage="${id}"]`)!)
    return () => observer.disconnect()
  }, [scroller, stages])

  return hidden
}

const tones = {
  won: { edge: 'border-won ring-won', over: 'bg-won-soft ring-1' },
  lost: { edge: 'border-lost ring-lost', over: 'bg-lost-soft ring-1' },
  full: { edge: 'border-dashed border-control text-muted', over: 'bg-sunken' },
}

/** `isFirst`: of its kind, which a key reaches. */
function DockTarget({ stage, isFirst }: { stage: BoardStage; isFirst: boolean }) {
  const { model } = useBoard()
  const refusal = useRefusal(stage)
  const ref = useRef<HTMLDivElement>(null)
  useDropCell(dockId(stage.id), ref)
  const isOver = useObservable(model.drag, (drag) => drag?.over?.stageId === stage.id)
  const hasKey = useObservable(model.drag, (drag) => drag?.isByKeyboard && isFirst)
  const { edge, over } = tones[refusal ? 'full' : (stage.kind as 'won' | 'lost')]
  return (
    <div
      ref={ref}
      data-dock={stage.id}
      className={clsx(
        'flex h-14 max-w-60 min-w-0 flex-1 items-center justify-center gap-2 rounded-xl border px-4 font-semibold shadow-float transition-colors',
        edge,
        isOver ? over : 'bg-raised',
      )}
    >
      {refusal ? <Ban aria-hidden /> : <KindSign kind={stage.kind} />}
      <Name>{stage.name}</Name>
      {refusal && <span className="font-normal">is full</span>}
      {hasKey && <Kbd>{stage.kind === 'won' ? 'W' : 'L'}</Kbd>}
    </div>
  )
}
