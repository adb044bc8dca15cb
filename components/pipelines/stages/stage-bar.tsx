import type { BoardStage } from '@/lib/pipelines/schema'
import { stageColor } from './stage-color'

type StageCount = Pick<BoardStage, 'id' | 'name' | 'kind' | 'color'> & { count: number }

/** A hairline divided by the number of deals in each stage. */
export function StageBar({ stages }: { stages: StageCount[] }) {
  const filled = stages.filter(({ count }) => count > 0)
  const words = filled.map(({ name, count }) => `${name} ${count.toLocaleString('en')}`)
  return (
    <div className="min-w-0" title={words.join('\n')}>
      <div aria-hidden className="flex h-1.5 gap-0.5 overflow-hidden rounded-full bg-pressed">
        {filled.map((stage) => (
          <span
            key={stage.id}
            className="min-w-1"
            style={{ flexGrow: stage.count, flexBasis: 0, backgroundColor: stageColor(stage) }}
          />
        ))}
      </div>
      <p translate="no" className="mt-1.5 truncate text-xs text-muted">
        {words.join(' · ') || 'No deals yet'}
      </p>
    </div>
  )
}
