import { Ban } from 'lucide-react'

/** Says above the deals of a stage why it takes no more. */
export function Refusal({ words }: { words: string | undefined }) {
  if (!words) return null
  return (
    <p className="pointer-events-none relative z-10 h-0">
      <span className="absolute inset-x-2 top-1 flex animate-float-in items-start gap-1.5 rounded-lg border border-lost bg-raised px-2.5 py-2 text-xs text-lost shadow-float">
        <Ban aria-hidden className="!size-3.5 mt-px shrink-0" />
        <span>{words}</span>
      </span>
    </p>
  )
}
