import type { ReactNode } from 'react'
import { found } from '@/components/shell/found'
import { requirePageActor } from '@/lib/auth'
import { requirePipeline } from '@/lib/board/queries'

type Props = { params: Promise<{ pipelineId: string }>; children: ReactNode }

/** Stands outside the skeleton, so that a pipeline that is not there is answered with 404 before anything is sent. */
export default async function PipelineLayout({ params, children }: Props) {
  const { pipelineId } = await params
  const actor = await requirePageActor(`/pipelines/${pipelineId}`, 'VIEW_SALES_PIPELINES')
  await found(pipelineId, (id) => requirePipeline(actor, id))
  return children
}
