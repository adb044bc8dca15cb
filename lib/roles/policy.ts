import { type Actor, may } from '../auth'

export const canEditRoles = (actor: Actor) => may(actor, 'CHANGE_ROLES_PERMISSIONS')
