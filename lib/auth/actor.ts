import type { ChangeRow } from '@/db/schema/changes'
import { type Permission, viewPermissionOf } from './permissions'

declare const brand: unique symbol

/** Somebody signed in. Only require-actor.ts makes one, and every query and command takes one first. */
export type Actor = {
  readonly [brand]: true
  readonly sessionId: string
  readonly userId: string
  readonly tenantId: string
  readonly defaultOrganizationId: string
  readonly role: string
  readonly permissions: ReadonlySet<Permission>
  /** How the actor came in; the change log keeps it. */
  readonly via: ChangeRow['via']
}

export const may = (actor: Actor, permission: Permission) => lackedBy(actor, permission) === undefined

/** The permission that is lacking: this one, or the one to view what it edits. */
export const lackedBy = ({ permissions }: Actor, permission: Permission): Permission | undefined =>
  [permission, viewPermissionOf[permission] ?? permission].find((needed) => !permissions.has(needed))
