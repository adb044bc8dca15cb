import type { Metadata } from 'next'
import { DealForm } from '@/components/deals/deal-form'
import { DealHistory } from '@/components/deals/deal-history'
import { found } from '@/components/shell/found'
import { PageHeader } from '@/components/shell/page-header'
import { requirePageActor } from '@/lib/auth/page-actor'
import { canEditDeals } from '@/lib/deals/policy'
import { getDeal } from '@/lib/deals/queries'
import { listChanges } from '@/lib/log/changes'
import { getPipeline } from '@/lib/pipelines/queries'
import { listMembers } from '@/lib/users/queries'

export const metadata: Metadata = { title: 'Deal' }

type Props = { params: Promise<{ dealId: string }> }

export default async function DealPage({ params }: Props) {
  const { dealId } = await params
  const actor = await requirePageActor('VIEW_SALES_PIPELINES')
  const deal = await found(dealId, (id) => getDeal(actor, id, { relations: new Set(['client']) }))
  const [pipeline, members, changes] = await Promise.all([
    getPipeline(actor, deal.pipelineId),
    listMembers(actor),
    listChanges(actor, { entityId: deal.id }),
  ])
  return (
    <>
      <PageHeader
        title={deal.title}
        detail={<bdi>{pipeline.name}</bdi>}
        back={{ href: `/pipelines/${pipeline.id}`, label: 'Back to the board' }}
      />
      <div className="grid w-full max-w-5xl grid-cols-1 items-start gap-6 p-4 sm:p-6 xl:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
        <section aria-label="Deal" className="rounded-lg border border-border bg-surface pt-2">
          <DealForm
            key={deal.version}
            deal={deal}
            stages={pipeline.stages}
            members={members}
            canEdit={canEditDeals(actor)}
          />
        </section>
        <section aria-labelledby="history" className="px-1">
          <h2 id="history" className="mb-4 font-semibold">
            History
          </h2>
          <DealHistory changes={changes} members={members} currency={deal.currency} home={pipeline.currency} />
        </section>
      </div>
    </>
  )
}
