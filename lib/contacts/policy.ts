import { type Actor, may } from '../auth/actor'

export const canViewContacts = (actor: Actor) => may(actor, 'ORG_CONTACT_VIEW')
export const canEditContacts = (actor: Actor) => may(actor, 'ORG_CONTACT_EDIT')
