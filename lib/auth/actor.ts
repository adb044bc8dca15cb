import { parse as parseCookies } from 'cookie'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { NextAuthOptions } from 'next-auth'
import { decode } from 'next-auth/jwt'
import CredentialsProvider from 'next-auth/providers/credentials'
import { cache } from 'react'
import type { ChangeRow } from '@/db/schema'
import { env } from '../env'
import { AppError, isAppError } from '../errors'
import { getMe } from '../users/queries'
import { ACCESS_SECONDS, endSession, issueTokens, SESSION_DAYS, signIn } from './commands'
import { leased } from './lease'
import { type Permission, viewing } from './permissions'
import { findRightsBySession, findRightsByToken, findRightsOfMember, type Rights } from './queries'

declare const minted: unique symbol

/** Somebody who may be here. Only this file makes one, and every query and command asks for one first. */
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

const mint = (rights: Rights, via: Actor['via']) =>
  ({ ...rights, permissions: new Set(rights.permissions), via }) as unknown as Actor

/** An Authorization header wins over a cookie and is not backed by it: a bad token is refused. Throws unauthenticated. */
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
  return rights ? mint(rights, 'api') : undefined
})

async function actorFromCookie(cookie: string | null) {
  const token = cookie && parseCookies(cookie)[sessionCookie()]
  return token ? actorFromSession(token) : undefined
}

const actorFromSession = leased(async (token) => {
  const claims = await decode({ token, secret: secret() }).catch(() => null)
  const rights = typeof claims?.sid === 'string' && (await findRightsBySession(claims.sid))
  return rights ? mint(rights, 'board') : undefined
})

/** Whether the headers would make an actor. Never throws for what they hold. */
export async function isSignedIn(requestHeaders: Headers) {
  const actor = await requireActor(requestHeaders).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'unauthenticated') return undefined
    throw error
  })
  return actor !== undefined
}

/** Throws unauthenticated for anything wrong, and too_many_requests. */
export async function signInWithTokens({ email, password }: { email: string; password: string }, from: Headers) {
  const session = await signIn({ email, password, address: clientAddress(from) })
  const user = await getMe(await actAs(session.tenantId, session.userId, 'api'))
  return { user, ...(await issueTokens(session.id)), expires_in: ACCESS_SECONDS }
}

/** Set by the front server; without one everybody counts as one address. */
const clientAddress = (from: Headers) => from.get('x-client-address') ?? 'unknown'

/** For the seed and command-line tools, which act as a member without a session. Throws unauthenticated. */
export async function actAs(tenantId: string, userId: string, via: Actor['via']): Promise<Actor> {
  const rights = await findRightsOfMember(tenantId, userId)
  if (!rights) throw new AppError('unauthenticated', 'No such member.')
  return mint(rights, via)
}

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

export const isDemo = () => env().DEMO

export const may = (actor: Actor, permission: Permission) => lackedBy(actor, permission) === undefined

/** The permission that is missing: this one, or the one to view what it edits, as the answer to an edit shows it. */
export const lackedBy = ({ permissions }: Actor, permission: Permission): Permission | undefined =>
  [permission, viewing[permission] ?? permission].find((needed) => !permissions.has(needed))

function secret() {
  const { NEXTAUTH_SECRET } = env()
  if (!NEXTAUTH_SECRET) throw new Error('NEXTAUTH_SECRET is not set; without it no session can be signed.')
  return NEXTAUTH_SECRET
}

const isHttps = () => env().NEXTAUTH_URL?.startsWith('https://') ?? false
const sessionCookie = () => `${isHttps() ? '__Secure-' : ''}next-auth.session-token`

/**
 * next-auth signs the cookie and keeps its CSRF token; who the cookie stands for is a row in `sessions`. What is no fault
 * of whoever signs in goes to `onFailure`: next-auth would put its words into an answer of its own.
 */
export const authOptions = (onFailure: (error: unknown) => void): NextAuthOptions => ({
  secret: secret(),
  useSecureCookies: isHttps(),
  session: { strategy: 'jwt', maxAge: SESSION_DAYS * 24 * 60 * 60 },
  pages: { signIn: '/login', error: '/login', signOut: '/login' },
  providers: [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      async authorize(credentials, request) {
        const { email, password } = credentials ?? {}
        if (typeof email !== 'string' || typeof password !== 'string' || password.length > 1000) return null
        const address = clientAddress(new Headers(request.headers as Record<string, string>))
        try {
          const session = await signIn({ email, password, address })
          return { id: session.userId, sid: session.id }
        } catch (error) {
          if (isAppError(error) && error.code === 'unauthenticated') return null
          if (isAppError(error) && error.code === 'too_many_requests') throw error
          onFailure(error)
          return null
        }
      },
    }),
  ],
  callbacks: {
    redirect: ({ url, baseUrl }) =>
      URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === baseUrl ? new URL(url, baseUrl).href : baseUrl,
    jwt: ({ token, user }) => (user ? { sub: user.id, sid: (user as { sid?: string }).sid } : token),
  },
  events: {
    signOut: async ({ token }) => {
      if (typeof token?.sid === 'string') await endSession(token.sid)
    },
  },
})
