import { and, eq, or, type SQL, sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { contacts } from '@/db/schema/contacts'
import { deals } from '@/db/schema/deals'
import type { Actor } from '@/lib/auth/actor'
import { canViewContacts } from '@/lib/contacts/policy'
import { type Closeness, mentions } from '@/lib/rows/sql'

/** The most clients that a search names one by one: the planner looks at each. */
const MOST_NAMED = 500

/** SQL conditions of deals whose title, or the name of whose client, says each of the folded words. */
export async function wordConditions(actor: Actor, words: string[], closeness?: Closeness): Promise<SQL[]> {
  const clients = canViewContacts(actor) ? await clientsCalled(actor, words, closeness) : undefined
  return words.map((word, i) => or(mentions(deals.title, word, closeness), clients?.[i])!)
}

/**
 * SQL conditions of deals whose client is called so, one for each word. The clients are looked up first and named in it,
 * as PostgreSQL cannot plan a search whose clients it does not know.
 */
async function clientsCalled(actor: Actor, words: string[], closeness?: Closeness): Promise<(SQL | undefined)[]> {
  if (!words.length) return []
  const mostNamed = Math.floor(MOST_NAMED / words.length)
  const called = words.map((word) =>
    and(eq(contacts.tenantId, actor.tenantId), mentions(contacts.name, word, closeness)),
  )
  const some = called.map(
    (isCalled, i) =>
      sql`(select ${sql.raw(String(i))} as word, id from ${contacts} where ${isCalled} limit ${mostNamed + 1})`,
  )
  const found = await forTenant(actor).execute<{ word: number; id: string }>(sql.join(some, sql` union all `))
  return called.map((isCalled, i) => {
    const ids = found.filter(({ word }) => word === i).map(({ id }) => id)
    if (!ids.length) return undefined
    if (ids.length <= mostNamed) return sql`${deals.clientId} = any(${`{${ids}}`}::uuid[])`
    return sql`${deals.clientId} in (select id from ${contacts} where ${isCalled})`
  })
}
