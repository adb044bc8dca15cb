import { parse as parseCookies } from 'cookie'
import { decode } from 'next-auth/jwt'
import { AppError, isAppError } from '../errors'
import type { Actor } from './actor'
import { secret, sessionCookie } from './cookie'
import { leased } from './lease'
import { findRightsBySession, findRightsByToken, findRightsOfMember, type Rights } from './queries'

const toActor = (rights: Rights, via: Actor['via']) =>
  ({ ...rights, permissions: new Set(rights.permissions), via }) as unknown as Actor

/** The actor of the Authorization header or, only without one, of the cookie. Throws unauthenticated. */
export async function requireActor(requestHeaders: Headers): Promise<Actor> {
  const authorization = requestHeaders.get('authorization')
  const actor =
    authorization === null ? await actorFromCookie(requestHeaders.get('cookie')) : await actorFromBearer(authorization)
  if (actor) return actor
  throw new AppError('unauthenticated', 'Sign in first: the token or session is missing, wrong or expired.')
}

const actorFromBearer = leased(async (authorization) => {
  const token = /^bearer ([\w-]{20,200})$/i.exec(authorization)?.[1]
  const rights = token && (await findRightsByToken(token))
  return rights ? toActor(rights, 'api') : undefined
})

export async function actorFromCookie(cookie: string | null) {
  const token = cookie && parseCookies(cookie)[sessionCookie()]
  return token ? actorFromSession(token) : undefined
}

const actorFromSession = leased(async (token) => {
  const claims = await decode({ token, secret: secret() }).catch(() => null)
  const rights = typeof claims?.sid === 'string' && (await findRightsBySession(claims.sid))
  return rights ? toActor(rights, 'board') : undefined
})

/** Whether the headers belong to an actor. Missing or wrong credentials do not throw. */
export async function isSignedIn(requestHeaders: Headers) {
  const actor = await requireActor(requestHeaders).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'unauthenticated') return undefined
    throw error
  })
  return actor !== undefined
}

/** An actor without a session, for the seed and command-line tools. Throws unauthenticated. */
export async function actAs(tenantId: string, userId: string, via: Actor['via']): Promise<Actor> {
  const rights = await findRightsOfMember(tenantId, userId)
  if (!rights) throw new AppError('unauthenticated', 'No such member.')
  return toActor(rights, via)
}
