import type { Metadata } from 'next'
import { PipelineSettings } from '@/components/pipelines/pipeline-settings'
import { found } from '@/components/shell/found'
import { PageHeader } from '@/components/shell/page-header'
import { EmptyState } from '@/components/ui/empty-state'
import { may } from '@/lib/auth/actor'
import { requirePageActor } from '@/lib/auth/page-actor'
import { listLostReasons } from '@/lib/lost-reasons/queries'
import { getPipeline } from '@/lib/pipelines/queries'
import { listMembers } from '@/lib/users/queries'

export const metadata: Metadata = { title: 'Pipeline settings' }

type Props = { params: Promise<{ pipelineId: string }> }

export default async function PipelineSettingsPage({ params }: Props) {
  const { pipelineId } = await params
  const actor = await requirePageActor('VIEW_SALES_PIPELINES')
  const [pipeline, members, lostReasons] = await Promise.all([
    found(pipelineId, (id) => getPipeline(actor, id)),
    listMembers(actor),
    listLostReasons(actor),
  ])
  return (
    <>
      <PageHeader
        title={pipeline.name}
        detail="Settings"
        back={{ href: `/pipelines/${pipeline.id}`, label: 'Back to the board' }}
      />
      {may(actor, 'EDIT_SALES_PIPELINES') ? (
        <PipelineSettings key={pipeline.version} pipeline={pipeline} members={members} lostReasons={lostReasons} />
      ) : (
        <EmptyState title="You may look, not change">
          Your role does not include editing pipelines. Ask an admin if you need it.
        </EmptyState>
      )}
    </>
  )
}
