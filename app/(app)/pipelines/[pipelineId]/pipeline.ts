import { cache } from 'react'
import { found } from '@/components/shell/found'
import { requirePageActor } from '@/lib/auth/page-actor'
import { requirePipeline } from '@/lib/board/queries'

/** The pipeline of the address, for whoever may see it; looked up once per render. */
export const requirePagePipeline = cache(async (pipelineId: string) => {
  const actor = await requirePageActor('VIEW_SALES_PIPELINES')
  return found(pipelineId, (id) => requirePipeline(actor, id))
})
