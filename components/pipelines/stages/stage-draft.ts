import { ApiError } from '@/components/api'
import { type Read, readAmount, readWhole, shownAmount } from '@/components/figures'
import { usuallyRequired } from '@/lib/deals/moving/gates'
import type { FieldError } from '@/lib/errors'
import type { Requirable } from '@/lib/fields/deal'
import { stageFields } from '@/lib/fields/stage'
import type { Pipeline } from '@/lib/pipelines/schema'
import { type StageKind, suggestedKind } from '@/lib/values/stage-kinds'
import { stageColors } from './stage-color'

/** A stage while it is edited, with numbers as typed. `key` identifies its row. */
export type StageDraft = {
  key: string
  id?: string
  name: string
  kind: StageKind
  /** Whether the kind of a new stage still follows its name. */
  kindFollowsName?: boolean
  probability: string
  rottingDays: string
  requiredFields: Requirable[]
  wipLimit: string
  wipAmount: string
  wipIsHard: boolean
  color: string | null
  description: string | null
}

/** The fields of a stage that an error can name. */
export type StageField = Exclude<keyof StageDraft, 'key' | 'id' | 'description' | 'wipIsHard' | 'kindFollowsName'>

const blank = { probability: '', rottingDays: '', wipLimit: '', wipAmount: '', wipIsHard: false, description: null }
const text = (value: number | null) => (value === null ? '' : String(value))

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
  kindFollowsName: true,
  requiredFields: usuallyRequired.open,
  color: stageColors[at % stageColors.length]!.value,
})

/** A won or lost stage with its usual name and required fields. */
export const closingStage = (key: string, kind: 'won' | 'lost'): StageDraft => ({
  ...withKind(newStage(key, 0), kind),
  name: kind === 'won' ? 'Won' : 'Lost',
  probability: kind === 'won' ? '100' : '0',
  color: null,
})

/** The stage with a chosen kind; an existing stage keeps its rules. */
export const withKind = (stage: StageDraft, kind: StageKind): StageDraft => ({
  ...stage,
  kind,
  ...(!stage.id && { kindFollowsName: false, requiredFields: usuallyRequired[kind] }),
})

export function withName(stage: StageDraft, name: string): StageDraft {
  const kind = suggestedKind(name)
  if (!stage.kindFollowsName || kind === stage.kind) return { ...stage, name }
  return { ...withKind(stage, kind), name, kindFollowsName: true }
}

const usual = [
  ['Prospecting', 'open', 10],
  ['Qualification', 'open', 25],
  ['Proposal', 'open', 50],
  ['Negotiation', 'open', 75],
  ['Won', 'won', 100],
  ['Lost', 'lost', 0],
] as const

/** The stages that a new pipeline starts with. */
export const usualStages = (): StageDraft[] =>
  usual.map(([name, kind, probability], index) =>
    kind === 'open' ? { ...newStage(name, index), name, probability: String(probability) } : closingStage(name, kind),
  )

/** The stages as the API takes them. Throws an ApiError that names what cannot be read. */
export function toBodies(stages: StageDraft[], currency: string) {
  const unread: FieldError[] = []
  const bodies = stages.map(({ key: _, kindFollowsName: __, ...stage }, index) => {
    function valueIn<Value>(field: StageField, read: Read<Value>) {
      if ('value' in read) return read.value
      unread.push({ path: `stages.${index}.${field}`, message: read.problem })
      return null
    }
    return {
      ...stage,
      probability: valueIn('probability', readWhole(stage.probability, 100)),
      rottingDays: valueIn('rottingDays', readWhole(stage.rottingDays, stageFields.rottingDays.max)),
      wipLimit: valueIn('wipLimit', readWhole(stage.wipLimit, stageFields.wipLimit.max)),
      wipAmount: valueIn('wipAmount', readAmount(stage.wipAmount, currency)),
    }
  })
  if (unread.length) throw new ApiError(400, unread.map(({ message }) => message).join(' '), unread)
  return bodies
}

const order: StageKind[] = ['open', 'won', 'lost']

/** Adds a stage: open ones before the first closed one, won ones before lost. */
export function withNewStage(stages: StageDraft[], stage: StageDraft) {
  const closed = stages.findIndex(({ kind }) => order.indexOf(kind) > order.indexOf(stage.kind))
  return stages.toSpliced(closed < 0 ? stages.length : closed, 0, stage)
}

export function moved(stages: StageDraft[], from: number, to: number) {
  if (to < 0 || to >= stages.length) return stages
  return stages.toSpliced(from, 1).toSpliced(to, 0, stages[from]!)
}
