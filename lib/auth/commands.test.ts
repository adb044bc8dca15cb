import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { memberships } from '@/db/schema/members'
import { accessTokens, refreshTokens, sessions } from '@/db/schema/sessions'
import { users } from '@/db/schema/users'
import { createTenant } from '../tenants/commands'
import { endSession, issueTokens, refreshTokensOnce, signIn } from './commands'
import { countLoginAttempt } from './login-attempts'
import { requireActor } from './require-actor'
import { sha256 } from './tokens'

async function newAccount() {
  const email = `rep.${randomUUID()}@test.example`
  const password = randomUUID()
  const member = { email, password, firstName: 'Test', lastName: 'Rep', role: 'EMPLOYEE' as const }
  const { tenantId, userIds } = await createTenant({ name: 'Test', members: [member] })
  /** An address for this test alone, since attempts are counted per address too. */
  const address = randomUUID()
  return { email, password, address, tenantId, userId: userIds[0]! }
}

const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` })
const refused = { code: 'unauthenticated' }
const expired = sql`now() - interval '1 second'`

describe('signIn', () => {
  test('starts a session, whatever the case and the width of the address', async () => {
    const account = await newAccount()
    const email = ` ${account.email.toUpperCase().replace('R', 'Ｒ')} `
    const session = await signIn({ ...account, email })
    expect(session).toMatchObject({ userId: account.userId, tenantId: account.tenantId })
  })

  test('refuses whatever is wrong with the same words', async () => {
    const account = await newAccount()
    const attempts = [
      { ...account, password: 'wrong' },
      { ...account, password: `${account.password} ` },
      { ...account, email: `nobody.${randomUUID()}@test.example` },
      { ...account, email: 'no address' },
      { ...account, email: '' },
    ]
    const refusals = await Promise.all(attempts.map((attempt) => signIn(attempt).catch((error) => error)))
    expect(new Set(refusals.map(({ code, message }) => `${code} ${message}`)).size).toBe(1)
    expect(refusals[0]).toMatchObject(refused)
  })

  test('refuses someone who is no member anywhere', async () => {
    const account = await newAccount()
    await globalDb().delete(memberships).where(eq(memberships.userId, account.userId))
    await expect(signIn(account)).rejects.toMatchObject(refused)
  })

  test('clears the sessions of the same person that have run out', async () => {
    const account = await newAccount()
    const [old, current] = [await signIn(account), await signIn(account)]
    await globalDb().update(sessions).set({ expiresAt: expired }).where(eq(sessions.id, old.id))
    const fresh = await signIn(account)
    const left = await globalDb().select().from(sessions).where(eq(sessions.userId, account.userId))
    expect(left.map(({ id }) => id).toSorted()).toEqual([current.id, fresh.id].toSorted())
  })
})

describe('the login limit', () => {
  test('lets ten guesses at an account through, one after another or all at once, from wherever', async () => {
    for (const atOnce of [false, true]) {
      const account = await newAccount()
      const guess = () => signIn({ ...account, password: 'wrong', address: randomUUID() }).catch((error) => error)
      const answers: { code: string; details: { headers?: Record<string, string> } }[] = []
      if (atOnce) answers.push(...(await Promise.all(Array.from({ length: 30 }, guess))))
      else for (let i = 0; i < 12; i++) answers.push(await guess())
      expect(answers.filter(({ code }) => code === 'unauthenticated')).toHaveLength(10)
      const over = answers.filter(({ code }) => code === 'too_many_requests')
      expect(over).toHaveLength(answers.length - 10)
      for (const { details } of over)
        expect(Number(details.headers?.['retry-after'])).toSatisfy((s) => s > 0 && s <= 300)
      await expect(signIn(account)).rejects.toMatchObject({ code: 'too_many_requests' })
    }
  })

  test('keeps those of one address waiting for one another, not out', async () => {
    const [account, other] = [await newAccount(), await newAccount()]
    const { address } = account
    await signIn(account)
    let signedIn: Promise<unknown> | undefined
    await globalDb().transaction(async (tx) => {
      await tx.execute(sql`select from login_attempts where key = ${`address:${address}`} for update`)
      signedIn = signIn(account)
      expect(await signIn(other)).toMatchObject({ userId: other.userId })
      await Promise.race([signedIn.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 600))])
    })
    expect(await signedIn).toMatchObject({ userId: account.userId })
  })

  test('is over when its window is', async () => {
    const account = await newAccount()
    for (let i = 0; i < 11; i++) await signIn({ ...account, password: 'wrong' }).catch(() => {})
    await expect(signIn(account)).rejects.toMatchObject({ code: 'too_many_requests' })
    await globalDb().execute(sql`
      update login_attempts set window_ends_at = ${expired} where key = ${`account:${sha256(account.email)}`}`)
    expect(await signIn(account)).toMatchObject({ userId: account.userId })
  })

  test('does not count who comes in: neither thirty times nor at the same moment', async () => {
    const account = await newAccount()
    for (let i = 0; i < 3; i++) {
      const all = await Promise.all(Array.from({ length: 10 }, () => signIn(account)))
      expect(all).toHaveLength(10)
    }
  })

  test('does not make people at one address wait for each other', async () => {
    const address = randomUUID()
    const emails = Array.from({ length: 3 }, () => `${randomUUID()}@test.example`)
    const pass = async (email: string) => (await countLoginAttempt(email, address)).succeeded()
    for (let round = 0; round < 10; round++) await Promise.all([...emails, ...emails, ...emails].map(pass))
  })

  test('counts an address over all the accounts that it tries', async () => {
    const account = await newAccount()
    const [from, elsewhere] = [`address:${account.address}`, randomUUID()]
    await signIn({ ...account, password: 'wrong' }).catch(() => {})
    await globalDb().execute(sql`update login_attempts set failures = 300 where key = ${from}`)
    await expect(signIn(account)).rejects.toMatchObject({ code: 'too_many_requests' })
    expect(await signIn({ ...account, address: elsewhere })).toMatchObject({ userId: account.userId })
  })
})

describe('tokens', () => {
  test('open the door until their session ends, and only their hashes are kept', async () => {
    const account = await newAccount()
    const session = await signIn(account)
    const { token, refresh_token } = await issueTokens(session.id)
    expect(await requireActor(bearer(token))).toMatchObject({ userId: account.userId, via: 'api' })
    expect(token).toMatch(/^pat_[\w-]{43}$/)
    expect(refresh_token).toMatch(/^prt_[\w-]{43}$/)
    for (const table of [accessTokens, refreshTokens]) {
      const kept = await globalDb().select().from(table).where(eq(table.sessionId, session.id))
      expect(kept).toHaveLength(1)
      for (const secret of [token, refresh_token]) expect(JSON.stringify(kept)).not.toContain(secret.slice(4))
    }
    await expect(requireActor(bearer(refresh_token))).rejects.toMatchObject(refused)
    await endSession(session.id)
    await expect(requireActor(bearer(token))).rejects.toMatchObject(refused)
    await expect(refreshTokensOnce(refresh_token)).rejects.toMatchObject(refused)
  })

  test('end with their time', async () => {
    const session = await signIn(await newAccount())
    const { token, refresh_token } = await issueTokens(session.id)
    await globalDb()
      .update(accessTokens)
      .set({ expiresAt: expired })
      .where(eq(accessTokens.hash, sha256(token)))
    await expect(requireActor(bearer(token))).rejects.toMatchObject(refused)
    await globalDb().update(refreshTokens).set({ expiresAt: expired }).where(eq(refreshTokens.sessionId, session.id))
    await expect(refreshTokensOnce(refresh_token)).rejects.toMatchObject(refused)
  })

  test('end with the membership and with the account', async () => {
    const [left, deleted] = [await newAccount(), await newAccount()]
    const tokens = await Promise.all(
      [left, deleted].map(async (account) => (await issueTokens((await signIn(account)).id)).token),
    )
    await globalDb().delete(memberships).where(eq(memberships.userId, left.userId))
    await globalDb().delete(memberships).where(eq(memberships.userId, deleted.userId))
    await globalDb().delete(users).where(eq(users.id, deleted.userId))
    for (const token of tokens) await expect(requireActor(bearer(token))).rejects.toMatchObject(refused)
  })

  test.each(['', 'Bearer', 'Bearer x', 'Basic abc', `Bearer ${'a'.repeat(300)}`, 'Bearer %ff'])(
    'are not to be had with %j',
    async (authorization) => {
      await expect(requireActor(new Headers({ authorization }))).rejects.toMatchObject(refused)
    },
  )
})

describe('refreshTokensOnce', () => {
  test('gives a new pair, prolongs the session, and leaves the access token that is out', async () => {
    const session = await signIn(await newAccount())
    const first = await issueTokens(session.id)
    await globalDb()
      .update(sessions)
      .set({ expiresAt: sql`now() + interval '1 hour'` })
      .where(eq(sessions.id, session.id))
    const second = await refreshTokensOnce(first.refresh_token)
    const third = await refreshTokensOnce(second.refresh_token)
    for (const { token } of [first, second, third])
      expect((await requireActor(bearer(token))).sessionId).toBe(session.id)
    const [row] = await globalDb().select().from(sessions).where(eq(sessions.id, session.id))
    expect(Date.parse(row!.expiresAt)).toBeGreaterThan(Date.now() + 29 * 24 * 60 * 60 * 1000)
  })

  test('of a token that was used before ends the session and all that came from it', async () => {
    const session = await signIn(await newAccount())
    const first = await issueTokens(session.id)
    const second = await refreshTokensOnce(first.refresh_token)
    await expect(refreshTokensOnce(first.refresh_token)).rejects.toMatchObject(refused)
    for (const { token } of [first, second]) await expect(requireActor(bearer(token))).rejects.toMatchObject(refused)
    await expect(refreshTokensOnce(second.refresh_token)).rejects.toMatchObject(refused)
  })

  test('leaves the other sessions of the same person alone', async () => {
    const account = await newAccount()
    const [stolen, other] = [await signIn(account), await signIn(account)]
    const first = await issueTokens(stolen.id)
    const { token } = await issueTokens(other.id)
    await refreshTokensOnce(first.refresh_token)
    await refreshTokensOnce(first.refresh_token).catch(() => {})
    expect((await requireActor(bearer(token))).sessionId).toBe(other.id)
  })

  test('twice at the same moment is a reuse: at most one is answered, and the session is over', async () => {
    for (let round = 0; round < 8; round++) {
      const session = await signIn(await newAccount())
      const { refresh_token } = await issueTokens(session.id)
      const answers = await Promise.allSettled(Array.from({ length: 4 }, () => refreshTokensOnce(refresh_token)))
      const refusals = answers.filter((answer) => answer.status === 'rejected')
      expect(refusals.length).toBeGreaterThanOrEqual(3)
      for (const { reason } of refusals) expect(reason).toMatchObject(refused)
      const [left] = await globalDb().select().from(sessions).where(eq(sessions.id, session.id))
      expect(left).toBeUndefined()
      for (const answer of answers)
        if (answer.status === 'fulfilled')
          await expect(requireActor(bearer(answer.value.token))).rejects.toMatchObject(refused)
    }
  })

  test.each(['', 'prt_x', `prt_${'a'.repeat(43)}`])('refuses %j', (token) =>
    expect(refreshTokensOnce(token)).rejects.toMatchObject(refused),
  )
})
