import type { ChangeRow } from '@/db/schema'
import { type Permission, viewing } from './permissions'

declare const minted: unique symbol

/** Somebody who may be here. Only `identify` makes one, and every query and command asks for one first. */
export type Actor = {
  readonly [minted]: true
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

/** The permission that is missing: this one, or the one to view what it edits, as the answer to an edit shows it. */
export const lackedBy = ({ permissions }: Actor, permission: Permission): Permission | undefined =>
  [permission, viewing[permission] ?? permission].find((needed) => !permissions.has(needed))
