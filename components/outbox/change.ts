import { shownDeals } from '@/components/format'
import type { Card } from '@/lib/board/schema'
import type { Deal } from '@/lib/deals/schema'
import { shortened } from '@/lib/values/titles-in-words'

/** Where deals go: without a neighbour, to the top. `fields` are the owner or client of a lane. */
export type Place = { stageId: string; fields?: Partial<Card> | undefined; beforeId?: string; afterId?: string }

/** What shows of a deal until the server has its change; at a place of null it is nowhere. */
export type Shown = { place?: Place | null | undefined; fields?: Partial<Card>; card?: Card }

/** An own change that is in the log, by the version that it made of a deal or by its batch. */
export type Done = { what: string; ids: string[]; at: number } & (
  | { version: number; deleted: boolean }
  | { batchId: string }
)

/** A change of deals, as data alone, so that it can wait through a reload; `shown` and `seen` go by the ids. */
export type Change = {
  kind: 'add' | 'move' | 'edit' | 'delete' | 'undo' | 'redo'
  ids: string[]
  titles: string[]
  body: Record<string, unknown>
  shown: Shown[]
  /** The versions that were looked at. */
  seen: number[]
  /** One request for several deals, all or none. */
  isBulk?: boolean
  /** Whether it was asked for what a stage requires. */
  isAsked?: boolean
  /** The name of the stage that they go to. */
  to?: string
  /** What is taken back or done again. */
  done?: Done
}

/** Answered fields that decide the lane. */
export const laneFieldsOf = ({ ownerId, clientId }: Partial<Card>): Partial<Card> => ({
  ...(ownerId !== undefined && { ownerId }),
  ...(clientId !== undefined && { clientId }),
})

/** What a change sends, wherever in its stage the deals go. */
export function withoutNeighbour({ beforeId: _, afterId: __, ...rest }: Change['body']): Change['body'] {
  return rest
}

/** The fields of deals that a change is about, `place` among them, and of money both; what tags are added to is not. */
export function subjectsOf({ kind, body }: Change): string[] {
  const { addTags: _, removeTags: __, ...fields } = withoutNeighbour(body)
  const isMoney = 'amount' in fields || 'currency' in fields
  return [...Object.keys(fields), ...(isMoney ? ['amount', 'currency'] : []), ...(kind === 'move' ? ['place'] : [])]
}

const verbs = {
  add: ['Adding', 'Added', 'added'],
  move: ['Moving', 'Moved', 'moved'],
  edit: ['Changing', 'Changed', 'changed'],
  delete: ['Deleting', 'Deleted', 'deleted'],
  undo: ['Taking back', 'Taken back', 'taken back'],
  redo: ['Doing again', 'Done again', 'done again'],
} as const

/** A change in words: while it is made, once it is, and what was not `participle` when it is refused. */
export function wordsOf({ kind, ids, titles, to, done }: Change) {
  const [doing, past, participle] = verbs[kind]
  const where = to ? ` to ${to}` : ''
  if (done) return { doing: `${doing}…`, done: `${past}: ${done.what}`, subject: `“${done.what}”`, participle }
  const [title = 'the deal'] = titles
  const isOne = ids.length === 1
  const what = isOne ? title : shownDeals(ids.length)
  return {
    doing: `${doing} ${what}…`,
    done: `${past} ${what}${where}`,
    subject: isOne ? `“${shortened(title)}”` : what,
    participle,
  }
}

/** What a change has made of its deals. */
export type Outcome = { versions: ReadonlyMap<string, number>; deal?: Deal | undefined }
