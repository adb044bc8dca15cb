import { CircleAlert } from 'lucide-react'
import { Button } from '@/components/ui/button'
import type { StageKind } from '@/lib/values/stage-kinds'

type Closed = Exclude<StageKind, 'open'>
type Props = { kinds: StageKind[]; onAdd: (kind: Closed) => void }

const meaning: Record<Closed, string> = {
  won: 'No stage is won: no deal here will ever count as won.',
  lost: 'No stage is lost: deals that come to nothing stay open.',
}

/** Warns of a pipeline without a won or lost stage. */
export function MissingKinds({ kinds, onAdd }: Props) {
  const missing = (['won', 'lost'] as const).filter((kind) => !kinds.includes(kind))
  return (
    <div role="status" className="w-full empty:hidden">
      {missing.length > 0 && (
        <div className="flex gap-2 rounded-md bg-warning-soft px-3 py-2 text-warning">
          <CircleAlert aria-hidden className="mt-0.5 shrink-0" />
          <div className="flex min-w-0 flex-1 flex-col gap-2">
            <div>
              {missing.map((kind) => (
                <p key={kind}>{meaning[kind]}</p>
              ))}
              <p>Choose that kind for a stage that is there, or add one.</p>
            </div>
            <div className="flex flex-wrap gap-2">
              {missing.map((kind) => (
                <Button key={kind} className="text-text" onClick={() => onAdd(kind)}>
                  Add a {kind} stage
                </Button>
              ))}
            </div>
          </div>
        </div>
      )}
    </div>
  )
}
