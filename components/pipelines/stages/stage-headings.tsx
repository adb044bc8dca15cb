import { stageColumns } from './stage-row'

export function StageHeadings() {
  return (
    <div aria-hidden className={`-mb-4 hidden gap-2 text-xs font-medium text-muted lg:grid ${stageColumns}`}>
      <span />
      <span>Name</span>
      <span>Kind</span>
      <span>Probability, %</span>
      <span>Stale, days</span>
      <span>Rules</span>
      <span className="w-21" />
    </div>
  )
}
