import type { ViewRow } from '@/db/schema'
import { type Actor, may } from '../auth/actor'

export const canShareViews = (actor: Actor) => may(actor, 'EDIT_SALES_PIPELINES')

/** A private one is found by its owner alone. */
export const canEditView = (actor: Actor, view: Pick<ViewRow, 'isShared'>) => !view.isShared || canShareViews(actor)

/** Whoever else made it private would not find it again. */
export const canMakePrivate = (actor: Actor, view: Pick<ViewRow, 'ownerId'>) => view.ownerId === actor.userId
