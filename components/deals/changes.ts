import type { Change, Place } from '@/components/outbox/change'
import type { Card } from '@/lib/board/schema'
import type { NewDeal } from '@/lib/deals/schema'

/** A deal as far as a change has to know it. */
export type Known = Pick<Card, 'id' | 'title' | 'version'>

const of = (deals: Known[]) => ({
  ids: deals.map(({ id }) => id),
  titles: deals.map(({ title }) => title),
  seen: deals.map(({ version }) => version),
})

/** The fields of a lane as the API takes them. */
const writable = ({ clientName: _, ...fields }: Partial<Card> = {}) => fields

/** A move to a place, where several deals stand together in this order. */
export function moveOf(deals: Known[], { fields, ...place }: Place, to: string): Change {
  const below = (i: number): Place => ({ stageId: place.stageId, afterId: deals[i - 1]!.id })
  const shown = deals.map((_, i) => ({ place: i && !place.beforeId ? below(i) : place, ...(fields && { fields }) }))
  return { kind: 'move', ...of(deals), body: { ...place, ...writable(fields) }, shown, to, isBulk: deals.length > 1 }
}

/** An edit of one deal. */
export const editOf = (deal: Known, body: Record<string, unknown>, fields: Partial<Card>): Change => ({
  kind: 'edit',
  ...of([deal]),
  body,
  shown: [{ fields }],
})

/** One edit of several deals; `show` says what changes on the card of each. */
export const editsOf = (deals: Card[], body: Record<string, unknown>, show: (card: Card) => Partial<Card>): Change => ({
  kind: 'edit',
  ...of(deals),
  body,
  shown: deals.map((card) => ({ fields: show(card) })),
  isBulk: true,
})

export const deletionOf = (deals: Known[]): Change => ({
  kind: 'delete',
  ...of(deals),
  body: {},
  shown: deals.map(() => ({ place: null })),
  isBulk: deals.length > 1,
})

/** A new deal, which shows as this card until the server gives it an id. */
export const additionOf = (body: NewDeal, card: Card, to: string): Change => ({
  kind: 'add',
  ...of([card]),
  body,
  shown: [{ place: { stageId: card.stageId }, card }],
  to,
})
