import { fullMoney, shownDay } from '@/components/format'
import { dealFields } from '@/lib/deals/fields'
import { columnOf, writableNames } from '@/lib/fields/field'
import type { Member } from '@/lib/users/schema'
import { toMajor } from '@/lib/values/money'

type Fields = Record<string, unknown> | null

/** A row of the log, as lib/log/changes.ts lists it. */
export type DealChange = {
  at: string
  actorName: string | null
  action: 'created' | 'updated' | 'moved' | 'deleted'
  before: Fields
  after: Fields
  stageFromName: string | null
  stageToName: string | null
}

/** What each column of the log is called; the stage is said by the move. */
const names: Record<string, string> = Object.fromEntries(
  writableNames(dealFields)
    .filter((name) => name !== 'stageId')
    .map((name) => [columnOf(dealFields, name), dealFields[name].label.toLowerCase()]),
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
  const { action, after, stageFromName, stageToName } = change
  if (action === 'created') return [stageToName ? `created the deal in ${stageToName}` : 'created the deal']
  if (action === 'deleted') return ['deleted the deal']
  const money = (of: Fields) => (minor: string) => {
    const code = String(of?.currency ?? currency)
    return fullMoney(toMajor(minor, code), code, home)
  }
  const clauses = Object.keys(after ?? {})
    .filter((field) => field in names)
    .map((field) => clause(field, (value, of) => inWords(field, value, members, money(of)), change))
  if (action !== 'moved') return clauses
  const from = stageFromName ?? 'a deleted stage'
  const to = stageToName ?? 'a deleted stage'
  return [from === to ? `reordered it within ${to}` : `moved it from ${from} to ${to}`, ...clauses]
}

function clause(
  field: string,
  words: (value: unknown, of: Fields) => string | undefined,
  { before, after }: DealChange,
) {
  const now = words(after?.[field], after)
  const was = words(before?.[field], before)
  if (field === 'clientId') return now ? 'set the client' : 'removed the client'
  if (!now) return `removed the ${names[field]}${was ? `, which was ${was}` : ''}`
  return `set the ${names[field]} to ${now}${was ? `, was ${was}` : ''}`
}

function inWords(field: string, value: unknown, members: Member[], money: (minor: string) => string) {
  if (value === null || value === undefined || value === '') return
  if (field === 'amountMinor') return money(String(value))
  if (field === 'probability') return `${value}%`
  if (field === 'expectedCloseOn') return shownDay(String(value))
  if (field === 'ownerId') return members.find(({ id }) => id === value)?.name ?? 'a former member'
  if (field === 'title' || field === 'lostReason') return `“${value}”`
  if (field === 'tags') return (value as string[]).join(', ') || undefined
  return String(value)
}
