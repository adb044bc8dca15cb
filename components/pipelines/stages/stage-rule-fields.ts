import type { Requirable } from '@/lib/deals/moving/gates'
import type { StageDraft, StageField } from './stage-draft'

export type StageRulesProps = {
  /** With the stage's name in it. */
  label: string
  stage: StageDraft
  currency: string
  errors: Partial<Record<StageField, string>>
  onChange: (changes: Partial<StageDraft>) => void
}

/** What a stage can ask for, in the order in which it is offered. */
export const fieldNames: Record<Requirable, string> = {
  amount: 'Amount',
  expectedCloseDate: 'Expected close',
  clientId: 'Client',
  ownerId: 'Owner',
  probability: 'Probability',
  lostReason: 'Lost reason',
}
