import { ApiError } from '@/components/api'
import { readAmount, readWhole, shownAmount } from '@/components/figures'
import { usuallyRequired } from '@/lib/deals/moving/gates'
import type { FieldError } from '@/lib/errors'
import { pick } from '@/lib/fields/field'
import { stageFields } from '@/lib/fields/stage'
import type { Stage } from '@/lib/pipelines/schema'
import { type StageKind, suggestedKind } from '@/lib/values/stage-kinds'
import { stageColors } from './stage-color'

const readers = {
  probability: (typed: string) => readWhole(typed, 100),
  rottingDays: (typed: string) => readWhole(typed, stageFields.rottingDays.max),
  wipLimit: (typed: string) => readWhole(typed, stageFields.wipLimit.max),
  wipAmount: readAmount,
}
type Typed = keyof typeof readers
const typedNames = Object.keys(readers) as Typed[]

const chosenNames = ['name', 'kind', 'requiredFields', 'wipIsHard', 'color', 'description'] as const

/** A stage while it is edited, with numbers as typed. `key` identifies its row. */
export type StageDraft = Pick<Stage, (typeof chosenNames)[number]> &
  Record<Typed, string> & {
    key: string
    id?: string
    /** Whether the kind of a new stage still follows its name. */
    kindFollowsName?: boolean
  }

const blank = { probability: '', rottingDays: '', wipLimit: '', wipAmount: '', wipIsHard: false, description: null }

export function draftOf(stage: Stage, currency: string): StageDraft {
  const text = (name: Typed, value: number | null) =>
    value === null ? '' : name === 'wipAmount' ? shownAmount(value, currency) : String(value)
  const typed = Object.fromEntries(typedNames.map((name) => [name, text(name, stage[name])])) as Record<Typed, string>
  return { key: stage.id, id: stage.id, ...pick(stage, chosenNames), ...typed }
}

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

export const usualStages = (): StageDraft[] =>
  usual.map(([name, kind, probability], index) =>
    kind === 'open' ? { ...newStage(name, index), name, probability: String(probability) } : closingStage(name, kind),
  )

/** The stages as the API takes them. Throws an ApiError that names what cannot be read. */
export function toBodies(stages: StageDraft[], currency: string) {
  const unread: FieldError[] = []
  const bodies = stages.map(({ key: _, kindFollowsName: __, ...stage }, index) => {
    const values = typedNames.map((name) => {
      const read = readers[name](stage[name], currency)
      if ('problem' in read) unread.push({ path: `stages.${index}.${name}`, message: read.problem })
      return [name, 'value' in read ? read.value : null]
    })
    return { ...stage, ...(Object.fromEntries(values) as Record<Typed, number | null>) }
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
