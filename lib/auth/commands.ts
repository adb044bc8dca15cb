import { and, asc, eq, gt, inArray, isNull, lt, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { globalDb, type Tx, writeShared } from '@/db/client'
import { memberships } from '@/db/schema/members'
import { accessTokens, refreshTokens, sessions } from '@/db/schema/sessions'
import { users } from '@/db/schema/users'
import { AppError } from '../errors'
import { forgetOldBudgets } from '../rate-limits/leases'
import { leasesOver } from './lease'
import { countLoginAttempt, forgetOldLoginAttempts } from './login-attempts'
import { verifyPassword } from './passwords'
import { Email, type TokenPair } from './schema'
import { newToken, sha256 } from './tokens'

const ACCESS_HOURS = 24
export const ACCESS_SECONDS = ACCESS_HOURS * 60 * 60
export const SESSION_DAYS = 30

export type Session = { id: string; userId: string; tenantId: string }

const wrongCredentials = () => new AppError('unauthenticated', 'The email address or the password is not right.')

/** Throws unauthenticated, with one message and timing whatever is wrong, and too_many_requests. */
export async function signIn({ email, password, address }: { email: string; password: string; address: string }) {
  const canonical = Email.safeParse(email)
  const attempt = await countLoginAttempt(canonical.data ?? email, address)
  const [account] = canonical.success
    ? await globalDb()
        .select({ userId: users.id, passwordHash: users.passwordHash, tenantId: memberships.tenantId })
        .from(users)
        .innerJoin(memberships, eq(memberships.userId, users.id))
        .where(eq(users.email, canonical.data))
        .orderBy(asc(memberships.createdAt))
        .limit(1)
    : []
  const matches = await verifyPassword(password, account?.passwordHash)
  if (!account || !matches) throw wrongCredentials()
  await attempt.succeeded()
  await Promise.all([forgetOldLoginAttempts(), forgetOldBudgets()])
  return startSession(account)
}

async function startSession({ userId, tenantId }: { userId: string; tenantId: string }): Promise<Session> {
  const session = { id: uuidv7(), userId, tenantId }
  await writeShared(userId, (db) =>
    db.delete(sessions).where(and(eq(sessions.userId, userId), lt(sessions.expiresAt, sql`now()`))),
  )
  await globalDb()
    .insert(sessions)
    .values({ ...session, expiresAt: inDays(SESSION_DAYS) })
  return session
}

export async function endSession(sessionId: string) {
  await globalDb().delete(sessions).where(eq(sessions.id, sessionId))
  await leasesOver()
}

/** New tokens of a session; the database keeps only their hashes. */
export const issueTokens = (sessionId: string): Promise<TokenPair> =>
  globalDb().transaction((tx) => insertTokens(tx, sessionId))

async function insertTokens(tx: Tx, sessionId: string): Promise<TokenPair> {
  const token = newToken('pat')
  const refresh_token = newToken('prt')
  await tx.insert(accessTokens).values({ hash: sha256(token), sessionId, expiresAt: inHours(ACCESS_HOURS) })
  await tx.insert(refreshTokens).values({ hash: sha256(refresh_token), sessionId, expiresAt: inDays(SESSION_DAYS) })
  await tx
    .delete(accessTokens)
    .where(and(eq(accessTokens.sessionId, sessionId), lt(accessTokens.expiresAt, sql`now()`)))
  return { token, refresh_token, refreshToken: refresh_token }
}

/** Exchanges a refresh token for a new pair; one that was used before ends its session. Throws unauthenticated. */
export async function refreshTokensOnce(refreshToken: string): Promise<TokenPair> {
  const ofToken = eq(refreshTokens.hash, sha256(refreshToken))
  const pair = await globalDb().transaction(async (tx) => {
    // The session is locked first, so that it cannot end, with its tokens, while new ones are made.
    const [session] = await tx
      .update(sessions)
      .set({ expiresAt: inDays(SESSION_DAYS) })
      .where(inArray(sessions.id, tx.select({ id: refreshTokens.sessionId }).from(refreshTokens).where(ofToken)))
      .returning({ id: sessions.id })
    if (!session) return
    const fresh = await tx
      .update(refreshTokens)
      .set({ usedAt: sql`now()` })
      .where(and(ofToken, isNull(refreshTokens.usedAt), gt(refreshTokens.expiresAt, sql`now()`)))
      .returning({ hash: refreshTokens.hash })
    if (fresh.length) return insertTokens(tx, session.id)
    await tx.delete(sessions).where(eq(sessions.id, session.id))
  })
  if (!pair) {
    await leasesOver()
    throw new AppError('unauthenticated', 'The refresh token is not valid. Sign in again.')
  }
  return pair
}

const inHours = (hours: number) => sql`now() + make_interval(hours => ${hours})`
const inDays = (days: number) => sql`now() + make_interval(days => ${days})`
