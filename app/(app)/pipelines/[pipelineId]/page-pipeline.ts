import { cache } from 'react'
import { found } from '@/components/shell/found'
import { requirePageActor } from '@/lib/auth/page-actor'
import { requirePipeline } from '@/lib/pipelines/queries'

/** The pipeline of a page's address, looked up once per render. Redirects like `requirePageActor`. */
export const requirePagePipeline = cache(async (pipelineId: string) => {
  const actor = await requirePageActor('VIEW_SALES_PIPELINES')
  return found(pipelineId, (id) => requirePipeline(actor, id))
})
