import { type Actor, may } from '../auth/actor'

export const canEditRoles = (actor: Actor) => may(actor, 'CHANGE_ROLES_PERMISSIONS')
