import type { Metadata } from 'next'
import { NewPipelineButton } from '@/components/pipelines/new-pipeline-button'
import { PipelineList } from '@/components/pipelines/pipeline-list'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { may } from '@/lib/auth/actor'
import { requirePageActor } from '@/lib/auth/page-actor'
import { listPipelineSummaries } from '@/lib/pipelines/queries'

export const metadata: Metadata = { title: 'Pipelines' }

export default async function PipelinesPage() {
  const actor = await requirePageActor('VIEW_SALES_PIPELINES')
  const pipelines = await listPipelineSummaries(actor)
  const canEdit = may(actor, 'EDIT_SALES_PIPELINES')
  const create = canEdit && <NewPipelineButton currency={pipelines[0]?.currency ?? 'USD'} />
  return (
    <>
      <PageHeader title="Pipelines">{pipelines.length > 0 && create}</PageHeader>
      {pipelines.length > 0 ? (
        <div className="w-full max-w-[90rem] px-4 py-5 sm:px-6">
          <PipelineList pipelines={pipelines} />
        </div>
      ) : (
        <EmptyState title="No pipelines yet" action={create}>
          A pipeline is the road your deals travel, stage by stage, from first talk to won.
          {!canEdit && ' Somebody who may edit pipelines has to make the first one.'}
        </EmptyState>
      )}
    </>
  )
}
