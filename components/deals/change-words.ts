import type { EditedField, FieldContext } from '@/components/fields/kind'
import { kindOf } from '@/components/fields/kinds'
import { dealFields } from '@/lib/fields/deal'
import { columnOf, writableNames } from '@/lib/fields/field'
import type { Member } from '@/lib/users/schema'

type Fields = Record<string, unknown> | null

/** A row of the log, as lib/log/changes.ts lists it. */
export type DealChange = {
  at: string
  actorName: string | null
  via: string
  action: 'created' | 'updated' | 'moved' | 'deleted'
  before: Fields
  after: Fields
  stageFromName: string | null
  stageToName: string | null
}

/** The fields by their columns in the log; the stage is said by the move. */
const fields = new Map<string, EditedField>(
  writableNames(dealFields)
    .filter((name) => name !== 'stageId')
    .map((name) => [columnOf(dealFields, name), dealFields[name]]),
)

type Terms = {
  members: Member[]
  /** The deal's currency after the change. */
  currency: string
  /** The pipeline's. */
  home: string
}

/** Describes a change in clauses that follow the actor's name. */
export function changeWords(change: DealChange, { members, currency, home }: Terms): string[] {
  const { action, via, after, stageFromName, stageToName } = change
  if (action === 'created') {
    const made = via === 'undo' || via === 'redo' ? 'brought the deal back' : 'created the deal'
    return [stageToName ? `${made} in ${stageToName}` : made]
  }
  if (action === 'deleted') return ['deleted the deal']
  const around = { members, currency, home, stage: undefined, stages: [], contacts: [] }
  const clauses = Object.keys(after ?? {}).flatMap((column) => {
    const field = fields.get(column)
    return field ? [clause(column, change, { ...around, field })] : []
  })
  if (action !== 'moved') return clauses
  const from = stageFromName ?? 'a deleted stage'
  const to = stageToName ?? 'a deleted stage'
  return [from === to ? `reordered it within ${to}` : `moved it from ${from} to ${to}`, ...clauses]
}

function clause(column: string, { before, after }: DealChange, context: FieldContext & { field: EditedField }) {
  const kind = kindOf(context.field)
  const name = context.field.label.toLowerCase()
  const words = (of: Fields) => {
    const stored = of?.[column]
    if (isNone(stored)) return
    const then = { ...context, currency: String(of?.currency ?? context.currency) }
    return kind.words(kind.ofColumn ? kind.ofColumn(stored, then) : stored, then)
  }
  const [was, now] = [words(before), words(after)]
  if (isNone(after?.[column])) return `removed the ${name}${was ? `, which was ${was}` : ''}`
  return `set the ${name}${now ? ` to ${now}` : ''}${was ? `, was ${was}` : ''}`
}

const isNone = (stored: unknown) => stored === null || stored === undefined || String(stored) === ''
