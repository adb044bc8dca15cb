import { type Actor, may } from '../auth/actor'

/** To make, change and delete a pipeline, with its stages. */
export const canEditPipelines = (actor: Actor) => may(actor, 'EDIT_SALES_PIPELINES')
