import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/forms/form-error'
import type { StageKind } from '@/lib/values/stage-kinds'

type Closed = Exclude<StageKind, 'open'>
type Props = { kinds: StageKind[]; onAdd: (kind: Closed) => void }

const meaning: Record<Closed, string> = {
  won: 'No stage is won: no deal here will ever count as won.',
  lost: 'No stage is lost: deals that come to nothing stay open.',
}

export function MissingKinds({ kinds, onAdd }: Props) {
  const missing = (['won', 'lost'] as const).filter((kind) => !kinds.includes(kind))
  return (
    <FormError
      role="status"
      tone="warning"
      message={
        missing.length > 0 && (
          <>
            {missing.map((kind) => (
              <p key={kind}>{meaning[kind]}</p>
            ))}
            <p>Choose that kind for a stage that is there, or add one.</p>
          </>
        )
      }
    >
      <div className="mt-2 flex flex-wrap gap-2 text-text">
        {missing.map((kind) => (
          <Button key={kind} onClick={() => onAdd(kind)}>
            Add a {kind} stage
          </Button>
        ))}
      </div>
    </FormError>
  )
}
