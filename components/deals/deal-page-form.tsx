'use client'

import { useRouter } from 'next/navigation'
import { DealForm, type DealFormProps } from './deal-form'

type Props = Omit<DealFormProps, 'onCancel' | 'onSaved' | 'onDeleted'>

export function DealPageForm(props: Props) {
  const router = useRouter()
  return (
    <DealForm
      {...props}
      onSaved={() => router.refresh()}
      onDeleted={() => {
        router.push(`/pipelines/${props.deal.pipelineId}`)
      }}
    />
  )
}
