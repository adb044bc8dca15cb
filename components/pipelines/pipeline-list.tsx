import Link from 'next/link'
import type { listPipelineSummaries } from '@/lib/pipelines/queries'
import { LinkProgress } from '../ui/link-progress'
import { StageBar } from './stages/stage-bar'
import { Sums } from './sums'

type Summary = Awaited<ReturnType<typeof listPipelineSummaries>>[number]

const columns =
  'md:grid md:grid-cols-[minmax(10rem,1fr)_minmax(8rem,1.4fr)_3.5rem_8.5rem_8.5rem] md:items-center md:gap-5'

const openDeals = (stages: Summary['stages']) =>
  stages.filter(({ kind }) => kind === 'open').reduce((sum, { count }) => sum + count, 0)

export function PipelineList({ pipelines }: { pipelines: Summary[] }) {
  const [home, ...others] = new Set(pipelines.map(({ currency }) => currency))
  return (
    <div>
      <div aria-hidden className={`hidden px-4 pb-2 text-xs font-medium text-muted ${columns}`}>
        <span>Pipeline</span>
        <span>Stages</span>
        <span className="text-right">Open</span>
        <span className="text-right">Open value</span>
        <span className="text-right">Won value</span>
      </div>
      <ul className="divide-y divide-border overflow-clip rounded-lg border border-border bg-surface">
        {pipelines.map((pipeline) => (
          <PipelineRow key={pipeline.id} {...pipeline} home={others.length ? undefined : home} />
        ))}
      </ul>
    </div>
  )
}

/** `home` is the currency of all pipelines, if they have one. */
type RowProps = Summary & { home: string | undefined }

function PipelineRow({ id, name, description, currency, stages, openSums, wonSums, home }: RowProps) {
  return (
    <li className={`relative flex flex-col gap-3 px-4 py-3 transition-colors hover:bg-hover ${columns}`}>
      <div className="min-w-0">
        <h2 className="min-w-0 leading-5 font-medium">
          <Link
            href={`/pipelines/${id}`}
            prefetch={false}
            dir="auto"
            translate="no"
            className="flex items-center gap-2 text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            <span className="truncate">{name}</span>
            <LinkProgress />
          </Link>
        </h2>
        {description && (
          <p dir="auto" translate="no" title={description} className="truncate text-left text-xs text-muted">
            {description}
          </p>
        )}
      </div>
      <StageBar stages={stages} />
      <dl className="grid grid-cols-[auto_1fr_1fr] gap-x-6 md:contents">
        <Figure label="Open deals">
          <span className="tabular-nums">{openDeals(stages).toLocaleString('en')}</span>
        </Figure>
        <Figure label="Open value">
          <Sums sums={openSums} own={currency} home={home} />
        </Figure>
        <Figure label="Won value">
          <Sums sums={wonSums} own={currency} home={home} className="text-won" />
        </Figure>
      </dl>
    </li>
  )
}

function Figure({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0 md:text-right">
      <dt className="text-xs text-muted md:sr-only">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
