import { plainForm } from '@/components/drafts/drafts'
import { pipelineFields } from '@/lib/fields/pipeline'
import type { Pipeline } from '@/lib/pipelines/schema'

/** The fields that are edited, with their columns of twelve. */
export const pipelineSpans = {
  name: 'col-span-9',
  currency: 'col-span-3',
  description: 'col-span-12',
}

export const pipelineForm = (values: Pick<Pipeline, keyof typeof pipelineSpans>) =>
  plainForm<typeof values>(pipelineFields, values)
