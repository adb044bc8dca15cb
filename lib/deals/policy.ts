import { type Actor, may } from '../auth'

export const canEditDeals = (actor: Actor) => may(actor, 'EDIT_SALES_PIPELINES')
