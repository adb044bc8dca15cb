import { type Actor, may } from '../auth/actor'

export const canEditDeals = (actor: Actor) => may(actor, 'EDIT_SALES_PIPELINES')
