import type { ReactNode } from 'react'
import { requirePagePipeline } from './page-pipeline'

type Props = { params: Promise<{ pipelineId: string }>; children: ReactNode }

/** Outside of the loading skeleton, so that a missing pipeline is answered with 404 before anything is sent. */
export default async function PipelineLayout({ params, children }: Props) {
  await requirePagePipeline((await params).pipelineId)
  return children
}
