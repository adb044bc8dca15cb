import type { Draft, Form } from '@/components/drafts/drafts'
import type { FieldContext, Named } from '@/components/fields/kind'
import { kindOf } from '@/components/fields/kinds'
import type { Card } from '@/lib/board/schema'
import { dealFields } from '@/lib/fields/deal'
import { type DealField, type DealValues, noValues } from './deal-values'

export type DealForm = Form<DealValues>
export type DealDraft = Draft<DealValues>

/** The values of a deal, with its client where that is known. */
export type Editable = DealValues & { client?: Named | null }

/** What the ids in a deal may stand for. */
export type Surroundings = Pick<FieldContext, 'members' | 'stages' | 'home'>

/** The fields of a deal, as they are edited. */
export const dealForm = (deal: Editable, around: Surroundings): DealForm => ({
  fields: dealFields,
  values: deal,
  contextOf: (name, { currency, stageId }) => ({
    ...around,
    field: dealFields[name],
    currency,
    stage: around.stages.find(({ id }) => id === stageId),
    contacts: deal.client ? [deal.client] : [],
  }),
})

/** A deal as far as a card tells of it. */
export const dealOfCard = (card: Card): Editable => ({
  ...noValues,
  ...card,
  client: card.clientId ? { id: card.clientId, name: card.clientName ?? '' } : null,
})

/** Changes of a deal as its card shows them, with the name of a client that was chosen. */
export const onCard = (changes: Partial<DealValues>, draft: DealDraft): Partial<Card> => ({
  ...changes,
  ...(changes.clientId !== undefined && {
    clientName: changes.clientId && kindOf(dealFields.clientId).typed(draft.clientId),
  }),
})

export const isWritable = (name: keyof typeof dealFields): name is DealField => !('readOnly' in dealFields[name])
