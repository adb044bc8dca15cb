import { type StageKind, suggestedKind } from '@/lib/values/stage-kinds'

type Props = { name: string; kind: StageKind; onChange: (kind: StageKind) => void }

/** The hint for a stage named like a kind that it is not. */
export function kindHint({ name, kind, onChange }: Props) {
  const suggested = suggestedKind(name)
  if (suggested === 'open' || suggested === kind) return
  return (
    <>
      Named as if {suggested}, but{' '}
      {kind === 'open' ? `its deals do not count as ${suggested}` : `its deals count as ${kind}`}.{' '}
      <button
        type="button"
        className="font-medium text-accent underline underline-offset-2 touch:min-h-11"
        onClick={(event) => {
          // The button disappears with the hint, so the focus moves within the row.
          event.currentTarget.closest('[data-stage]')?.querySelector('select')?.focus()
          onChange(suggested)
        }}
      >
        Make it {suggested}
      </button>
    </>
  )
}
