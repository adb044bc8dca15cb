import type { Deal } from '@/lib/deals/schema'
import { plainAmount, shownAmount } from '../plain-amount'

/** A deal while it is edited, with numbers as typed. */
export type DealDraft = {
  title: string
  amount: string
  currency: string
  stageId: string
  clientId: string | null
  clientName: string
  ownerId: string
  probability: string
  expectedCloseDate: string
  lostReason: string
  tags: string[]
}

/** The fields of a deal that a draft needs. */
type Editable = Pick<Deal, Exclude<keyof DealDraft, 'clientName'>> & { client?: { name: string } | null }

export const draftOf = (deal: Editable): DealDraft => ({
  title: deal.title,
  amount: deal.amount === null ? '' : shownAmount(deal.amount, deal.currency),
  currency: deal.currency,
  stageId: deal.stageId,
  clientId: deal.clientId,
  clientName: deal.client?.name ?? '',
  ownerId: deal.ownerId ?? '',
  probability: deal.probability === null ? '' : String(deal.probability),
  expectedCloseDate: deal.expectedCloseDate ?? '',
  lostReason: deal.lostReason ?? '',
  tags: deal.tags,
})

/** The draft of the current deal with what was typed since the draft `then`. */
export function rebased(typed: DealDraft, then: DealDraft, deal: Deal): DealDraft {
  const since = Object.entries(typed).filter(([field, value]) => value !== then[field as keyof DealDraft])
  return { ...draftOf(deal), ...Object.fromEntries(since) }
}

const orNull = (typed: string) => typed.trim() || null

/** The fields of the draft that differ from the loaded deal, as the API takes them. */
export function changedFields(deal: Editable, draft: DealDraft) {
  const loaded = draftOf(deal)
  const has = (field: keyof DealDraft) => String(draft[field]) !== String(loaded[field])
  // What cannot be read as an amount is sent as typed, for the server to refuse.
  const amount = plainAmount(draft.amount, draft.currency) ?? draft.amount
  return {
    ...(has('title') && { title: draft.title }),
    ...(has('amount') && { amount: amount || null }),
    ...(has('currency') && { currency: draft.currency }),
    ...(has('stageId') && { stageId: draft.stageId }),
    ...(has('clientId') && { clientId: draft.clientId }),
    ...(has('ownerId') && { ownerId: orNull(draft.ownerId) }),
    ...(has('probability') && { probability: draft.probability === '' ? null : Number(draft.probability) }),
    ...(has('expectedCloseDate') && { expectedCloseDate: orNull(draft.expectedCloseDate) }),
    ...(has('lostReason') && { lostReason: orNull(draft.lostReason) }),
    ...(has('tags') && { tags: draft.tags }),
  }
}
