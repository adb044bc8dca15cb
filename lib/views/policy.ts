import type { ViewRow } from '@/db/schema/views'
import { type Actor, may } from '../auth/actor'

export const canShareViews = (actor: Actor) => may(actor, 'EDIT_SALES_PIPELINES')

/** Whether the actor may edit a view that they can see; a private one is seen by its owner alone. */
export const canEditView = (actor: Actor, view: Pick<ViewRow, 'isShared'>) => !view.isShared || canShareViews(actor)

/** Whether the actor may make a view private; anybody but its owner would not find it again. */
export const canMakePrivate = (actor: Actor, view: Pick<ViewRow, 'ownerId'>) => view.ownerId === actor.userId
