import type { ReactNode } from 'react'
import { requirePagePipeline } from './pipeline'

type Props = { params: Promise<{ pipelineId: string }>; children: ReactNode }

/** Stands outside the skeleton, so that a pipeline that is not there is answered with 404 before anything is sent. */
export default async function PipelineLayout({ params, children }: Props) {
  await requirePagePipeline((await params).pipelineId)
  return children
}
