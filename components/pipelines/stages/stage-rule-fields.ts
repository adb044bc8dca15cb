import { dealFields, type Requirable, requirable } from '@/lib/fields/deal'
import type { StageDraft, StageField } from './stage-draft'

export type StageRulesProps = {
  /** The accessible name, with the stage's name in it. */
  label: string
  stage: StageDraft
  currency: string
  errors: Partial<Record<StageField, string>>
  onChange: (changes: Partial<StageDraft>) => void
}

/** The labels of the fields that a stage can require, in the order in which they are offered. */
export const stageRuleFields = Object.fromEntries(requirable.map((name) => [name, dealFields[name].label])) as Record<
  Requirable,
  string
>
