import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { type Actor, may } from './actor'
import { actorFromCookie } from './identify'
import type { Permission } from './permissions'

/** The actor of a page, looked up once per render. */
export const findPageActor = cache(async () => actorFromCookie((await headers()).get('cookie')))

/**
 * Sends strangers to the login page and afterwards back to the address they asked for, and those without the right to a
 * page that says so.
 */
export async function requirePageActor(permission?: Permission): Promise<Actor> {
  const actor = (await findPageActor()) ?? redirect(await loginAddress())
  return !permission || may(actor, permission) ? actor : redirect('/no-access')
}

/** A page does not know its own query everywhere; the front server does. */
async function loginAddress() {
  const address = (await headers()).get('x-address')
  return address ? `/login?next=${encodeURIComponent(address)}` : '/login'
}
