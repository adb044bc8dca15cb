import { type Actor, may } from '../auth/actor'

export const canEditPipelines = (actor: Actor) => may(actor, 'EDIT_SALES_PIPELINES')
