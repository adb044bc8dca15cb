import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { type Actor, may } from './actor'
import type { Permission } from './permissions'
import { actorFromCookie } from './require-actor'

export const findPageActor = cache(async () => actorFromCookie((await headers()).get('cookie')))

/** Redirects strangers to the login page, and actors without the permission to /no-access. */
export async function requirePageActor(permission?: Permission): Promise<Actor> {
  const actor = (await findPageActor()) ?? redirect(await loginAddress())
  return !permission || may(actor, permission) ? actor : redirect('/no-access')
}

async function loginAddress() {
  const address = (await headers()).get('x-address')
  return address ? `/login?next=${encodeURIComponent(address)}` : '/login'
}
