import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { contacts } from '@/db/schema/contacts'
import type { DealRow } from '@/db/schema/deals'
import { memberships } from '@/db/schema/members'
import { users } from '@/db/schema/users'
import type { Actor } from '@/lib/auth/actor'
import { fullName } from '@/lib/values/full-name'
import { shortened, titlesInWords } from '@/lib/values/titles-in-words'
import { conflict, type Reverser } from './reverser'

/** What a deal goes back to by reversing a row of the log; without a deal it comes into being. */
export type Back = { seq: number; deal: DealRow | undefined; was: Partial<DealRow> }

const sentences = {
  clientId: (titles: string, name: string) => `The client${name} of ${titles} was deleted since.`,
  stageId: (titles: string, name: string) => `The stage${name} that ${titles} stood in was deleted since.`,
  ownerId: (titles: string, name: string) => `The owner${name} of ${titles} is no longer a member.`,
  createdByUserId: (titles: string, name: string) => `The author${name} of ${titles} is no longer a member.`,
}
type Reference = keyof typeof sentences

/** Throws conflict when a client or member that deals go back to is gone; those that are there stay until the end. */
export async function requireReferences(tx: Tx, actor: Reverser, back: Back[]) {
  await requireKnown(tx, actor, back, ['clientId'], (ids) =>
    tx
      .select({ id: contacts.id })
      .from(contacts)
      .where(and(eq(contacts.tenantId, actor.tenantId), inArray(contacts.id, ids)))
      .for('key share'),
  )
  await requireKnown(tx, actor, back, ['ownerId', 'createdByUserId'], (ids) =>
    tx
      .select({ id: memberships.userId })
      .from(memberships)
      .where(and(eq(memberships.tenantId, actor.tenantId), inArray(memberships.userId, ids)))
      .for('key share'),
  )
}

async function requireKnown(
  tx: Tx,
  actor: Reverser,
  back: Back[],
  references: Reference[],
  find: (ids: string[]) => Promise<{ id: string }[]>,
) {
  const ids = new Set(back.flatMap(({ was }) => references.flatMap((reference) => was[reference] ?? [])))
  if (!ids.size) return
  for (const { id } of await find([...ids])) ids.delete(id)
  for (const reference of references)
    for (const { was } of back)
      if (ids.has(was[reference] ?? '')) throw await gone(tx, actor, back, reference, was[reference]!)
}

/** A conflict that names what is gone, and the deals that would go back to it. */
export async function gone(tx: Tx, actor: Reverser, back: Back[], reference: Reference, id: string) {
  const titles = back.filter(({ was }) => was[reference] === id).map(({ deal, was }) => was.title ?? deal!.title)
  const isMember = reference === 'ownerId' || reference === 'createdByUserId'
  const name = await (isMember ? nameOfUser(tx, id) : nameOfDeleted(tx, actor, id))
  const named = name ? ` ${isMember ? name : `“${shortened(name)}”`}` : ''
  return conflict(actor, sentences[reference](titlesInWords(titles), named))
}

async function nameOfDeleted(tx: Tx, { tenantId }: Actor, id: string) {
  const [last] = await tx
    .select({ name: sql<string | null>`${changes.before}->>'name'` })
    .from(changes)
    .where(and(eq(changes.tenantId, tenantId), eq(changes.entityId, id), eq(changes.action, 'deleted')))
    .orderBy(desc(changes.seq))
    .limit(1)
  return last?.name
}

async function nameOfUser(tx: Tx, id: string) {
  const [user] = await tx
    .select({ firstName: users.firstName, lastName: users.lastName, email: users.email })
    .from(users)
    .where(eq(users.id, id))
  return user && fullName(user)
}
