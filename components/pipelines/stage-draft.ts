import { type Requirable, usuallyRequired } from '@/lib/deals/gates'
import type { Pipeline } from '@/lib/pipelines/schema'
import { plainAmount, shownAmount } from '../plain-amount'
import { stageColors } from './stage-color'

/** A stage while it is edited: what is typed stays text. `key` holds the row together while it moves. */
export type StageDraft = {
  key: string
  id?: string
  name: string
  kind: 'open' | 'won' | 'lost'
  probability: string
  rottingDays: string
  requiredFields: Requirable[]
  wipLimit: string
  wipAmount: string
  wipIsHard: boolean
  color: string | null
  description: string | null
}

const blank = { probability: '', rottingDays: '', wipLimit: '', wipAmount: '', wipIsHard: false, description: null }
const text = (value: number | null) => (value === null ? '' : String(value))
const number = (value: string) => (value.trim() === '' ? null : Number(value))

export const draftOf = (stage: Pipeline['stages'][number], currency: string): StageDraft => ({
  key: stage.id,
  id: stage.id,
  name: stage.name,
  kind: stage.kind,
  probability: text(stage.probability),
  rottingDays: text(stage.rottingDays),
  requiredFields: stage.requiredFields,
  wipLimit: text(stage.wipLimit),
  wipAmount: stage.wipAmount === null ? '' : shownAmount(stage.wipAmount, currency),
  wipIsHard: stage.wipIsHard,
  color: stage.color,
  description: stage.description,
})

export const newStage = (key: string, at: number): StageDraft => ({
  ...blank,
  key,
  name: '',
  kind: 'open',
  requiredFields: usuallyRequired.open,
  color: stageColors[at % stageColors.length]!.value,
})

const usual = [
  ['Prospecting', 'open', 10],
  ['Qualification', 'open', 25],
  ['Proposal', 'open', 50],
  ['Negotiation', 'open', 75],
  ['Won', 'won', 100],
  ['Lost', 'lost', 0],
] as const

/** What a new pipeline is offered. */
export const usualStages = (): StageDraft[] =>
  usual.map(([name, kind, probability], index) => ({
    ...newStage(name, index),
    name,
    kind,
    requiredFields: usuallyRequired[kind],
    probability: String(probability),
    color: kind === 'open' ? stageColors[index]!.value : null,
  }))

export const toBody = ({ key: _, ...stage }: StageDraft, currency: string) => ({
  ...stage,
  probability: number(stage.probability),
  rottingDays: number(stage.rottingDays),
  wipLimit: number(stage.wipLimit),
  // What is no amount goes as it is: the server says what is wrong with it.
  wipAmount: (plainAmount(stage.wipAmount, currency) ?? stage.wipAmount) || null,
})

/** New open stages go before the first closed one, where the road still leads on. */
export function withNewStage(stages: StageDraft[], stage: StageDraft) {
  const closed = stages.findIndex(({ kind }) => kind !== 'open')
  return stages.toSpliced(closed < 0 ? stages.length : closed, 0, stage)
}

export function moved(stages: StageDraft[], from: number, to: number) {
  if (to < 0 || to >= stages.length) return stages
  return stages.toSpliced(from, 1).toSpliced(to, 0, stages[from]!)
}
