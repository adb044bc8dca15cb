import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { TokenPair } from '@/lib/auth/schema'
import { createTenant } from '@/lib/tenants/commands'
import type { User } from '@/lib/users/schema'
import { Client, expectRefusal, ok, stranger } from './support/client'
import { rows } from './support/database'
import { type Member, newAdmin, newTenant } from './support/tenant'

type SignedIn = TokenPair & { user: User; expires_in: number }

const withToken = (token: string) => new Client({ authorization: `Bearer ${token}` })
const logIn = ({ account: { email, password } }: Member) =>
  stranger.post<SignedIn>('/api/auth/login', { email, password })
const refresh = (refresh_token: string) => stranger.post<TokenPair>('/api/auth/refresh-token', { refresh_token })
const isSignedIn = async (token: string) => ok(await withToken(token).get<boolean>('/api/auth/authenticated'))

const USER = [
  ...['id', 'email', 'firstName', 'lastName', 'name', 'imageUrl', 'tenantId', 'roleId', 'role'],
  ...['defaultOrganizationId', 'lastOrganizationId', 'preferredLanguage'],
]

describe('POST /api/auth/login', () => {
  test('answers the user and two tokens', async () => {
    const { MANAGER } = await newTenant('MANAGER')
    const answer = await logIn(MANAGER)
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body).sort()).toEqual(['expires_in', 'refreshToken', 'refresh_token', 'token', 'user'])
    expect(answer.body.expires_in).toBe(24 * 60 * 60)
    expect(answer.body.refreshToken).toBe(answer.body.refresh_token)
    const { user, token } = answer.body
    const { userId, email, tenantId, organizationId } = MANAGER.account
    expect(Object.keys(user).sort()).toEqual(USER.sort())
    expect(user).toMatchObject({
      id: userId,
      email,
      tenantId,
      name: 'Test MANAGER',
      role: { id: user.roleId, name: 'MANAGER' },
      defaultOrganizationId: organizationId,
      lastOrganizationId: organizationId,
    })
    expect(ok(await withToken(token).get('/api/user/me'))).toEqual(user)
  })

  test('takes the address in any case and width', async () => {
    const admin = await newAdmin()
    const email = ` ${admin.account.email.toUpperCase().replace('A', 'Ａ')} `
    ok(await stranger.post('/api/auth/login', { email, password: admin.account.password }))
  })

  test('is 401, in the same words, for a wrong password, an unknown user and an address that is none', async () => {
    const { email, password } = (await newAdmin()).account
    const wrong = [
      { email, password: 'wrong' },
      { email: `nobody.${crypto.randomUUID()}@test.example`, password },
      { email: 'not an address', password },
    ]
    const answers = await Promise.all(wrong.map((body) => stranger.post('/api/auth/login', body)))
    const details = answers.map((answer) => expectRefusal(answer, 401).detail)
    expect(new Set(details).size).toBe(1)
  })

  test('takes as long for an unknown user as for a wrong password', async () => {
    const email = `known.${crypto.randomUUID()}@test.example`
    const member = {
      email,
      password: crypto.randomUUID(),
      firstName: 'Test',
      lastName: 'Known',
      role: 'ADMIN' as const,
    }
    // With a hash as the product makes it.
    await createTenant({ name: 'Test', members: [member] })
    const time = async (address: string) => {
      const begun = performance.now()
      expectRefusal(await stranger.post('/api/auth/login', { email: address, password: 'wrong' }), 401)
      return performance.now() - begun
    }
    const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!
    const [known, unknown]: [number[], number[]] = [[], []]
    for (let i = 0; i < 9; i++) {
      known.push(await time(email))
      unknown.push(await time(`nobody.${crypto.randomUUID()}@test.example`))
    }
    const [slow, fast] = [median(known), median(unknown)].sort((a, b) => b - a) as [number, number]
    expect(fast / slow).toBeGreaterThan(0.4)
  })

  test.each([
    [{ email: 'a@b.example' }, 'password'],
    [{ password: 'x' }, 'email'],
    [{ email: 1, password: 'x' }, 'email'],
  ])('refuses %j as it stands', async (body, field) => {
    expectRefusal(await stranger.post('/api/auth/login', body), 400, field)
  })

  test('is 429 with Retry-After after ten failures of one account, whatever address they claim to come from', async () => {
    const { email, password } = (await newAdmin()).account
    const attempt = (from: number, body: object) =>
      stranger.post('/api/auth/login', body, {
        'x-forwarded-for': `203.0.113.${from}`,
        'x-client-address': `10.0.0.${from}`,
      })
    for (let i = 0; i < 10; i++) expectRefusal(await attempt(i, { email, password: `wrong ${i}` }), 401)
    expectRefusal(await attempt(11, { email, password: 'wrong' }), 429)
    expectRefusal(await attempt(12, { email, password }), 429)
  })
})

describe('POST /api/auth/refresh-token', () => {
  test('answers a new pair; the old token stays good until it expires', async () => {
    const admin = await newAdmin()
    const first = ok(await logIn(admin))
    const answer = await refresh(first.refresh_token)
    expect(answer.status).toBe(200)
    const second = answer.body
    expect(Object.keys(second).sort()).toEqual(['refreshToken', 'refresh_token', 'token'])
    expect(second.refreshToken).toBe(second.refresh_token)
    expect(second.token).not.toBe(first.token)
    expect(second.refresh_token).not.toBe(first.refresh_token)
    ok(await withToken(second.token).get('/api/user/me'))
  })

  test('takes the token by its other name too, and by both only when they are the same', async () => {
    const { refreshToken } = ok(await logIn(await newAdmin()))
    const refreshBy = (body: object) => stranger.post<TokenPair>('/api/auth/refresh-token', body)
    expectRefusal(await refreshBy({ refreshToken, refresh_token: 'x' }), 400, 'refreshToken')
    const second = ok(await refreshBy({ refreshToken }))
    const { refresh_token } = ok(
      await refreshBy({ refreshToken: second.refreshToken, refresh_token: second.refreshToken }),
    )
    expectRefusal(await refreshBy({ refreshToken }), 401)
    expectRefusal(await refreshBy({ refresh_token }), 401)
  })

  test('used twice revokes the whole family', async () => {
    const admin = await newAdmin()
    const first = ok(await logIn(admin))
    const second = ok(await refresh(first.refresh_token))
    const third = ok(await refresh(second.refresh_token))
    expectRefusal(await refresh(first.refresh_token), 401)
    for (const { token } of [first, second, third]) {
      expectRefusal(await withToken(token).get('/api/user/me'), 401)
      expect(await isSignedIn(token)).toBe(false)
    }
    expectRefusal(await refresh(third.refresh_token), 401)
  })

  test('leaves other sessions of the user alone', async () => {
    const admin = await newAdmin()
    const [one, other] = [ok(await logIn(admin)), ok(await logIn(admin))]
    ok(await refresh(one.refresh_token))
    expectRefusal(await refresh(one.refresh_token), 401)
    expect(await isSignedIn(other.token)).toBe(true)
    ok(await refresh(other.refresh_token))
  })

  test('of anything else is 401, of none 400', async () => {
    const { token } = ok(await logIn(await newAdmin()))
    for (const wrong of [token, 'prt_', '', 'x'.repeat(200)]) expectRefusal(await refresh(wrong), 401)
    expectRefusal(await stranger.post('/api/auth/refresh-token', {}), 400, 'refresh_token')
    expectRefusal(await stranger.post('/api/auth/refresh-token', { refresh_token: 1 }), 400, 'refresh_token')
  })
})

test('POST /api/auth/logout ends the token and its refresh token at once, and no others', async () => {
  const admin = await newAdmin()
  const [gone, stays] = [ok(await logIn(admin)), ok(await logIn(admin))]
  const answer = await withToken(gone.token).post('/api/auth/logout')
  expect([answer.status, answer.text]).toEqual([204, ''])
  expectRefusal(await withToken(gone.token).get('/api/user/me'), 401)
  expectRefusal(await withToken(gone.token).post('/api/auth/logout'), 401)
  expectRefusal(await refresh(gone.refresh_token), 401)
  ok(await withToken(stays.token).get('/api/user/me'))
  expectRefusal(await stranger.post('/api/auth/logout'), 401)
})

describe('GET /api/auth/authenticated', () => {
  test('answers a bare boolean', async () => {
    const admin = await newAdmin()
    expect((await admin.get('/api/auth/authenticated')).text).toBe('true')
    expect((await stranger.get('/api/auth/authenticated')).text).toBe('false')
    for (const authorization of ['Bearer', 'Bearer x', `Basic ${btoa('a:b')}`, `Bearer pat_${'a'.repeat(43)}`])
      expect((await new Client({ authorization }).get('/api/auth/authenticated')).text).toBe('false')
  })
})

describe('GET /api/user/me', () => {
  const EMPLOYED = ['employee', 'organizations']
  test.each([
    ['', []],
    ['includeEmployee=true', EMPLOYED],
    ['relations[0]=employee&relations[1]=tenant&includeEmployee=true', [...EMPLOYED, 'tenant']],
    ['data={"relations":["employee","tenant","employee.organization"]}', [...EMPLOYED, 'tenant']],
    ['relations[]=role.rolePermissions&includeEmployee=false', []],
    ['relations=employee', EMPLOYED],
    ['includeOrganization=true', ['organizations']],
  ])('answers the user, and beside them what is asked for: %s', async (query, keys) => {
    const admin = await newAdmin()
    const { userId, tenantId, organizationId } = admin.account
    const organization = { id: organizationId, name: 'Test' }
    const all = {
      employee: { id: userId, userId, tenantId, organizationId, organization },
      organizations: [organization],
      tenant: { id: tenantId, name: 'Test' },
    }
    const asked = Object.entries(all).filter(([key]) => keys.includes(key))
    const me = ok(await admin.get<User>('/api/user/me'))
    expect(Object.keys(me).sort()).toEqual([...USER].sort())
    expect(ok(await admin.get('/api/user/me', query))).toEqual({ ...me, ...Object.fromEntries(asked) })
  })

  test('never shows a hash or a token', async () => {
    const admin = await newAdmin()
    const { text } = await admin.get('/api/user/me')
    expect(text).not.toMatch(/hash|password|argon|secret|"token|pat_|prt_/i)
  })

  test('is 401 for strangers', async () => {
    expectRefusal(await stranger.get('/api/user/me'), 401)
  })
})

describe('a token', () => {
  test('is good for as long as it lasts', async () => {
    const admin = await newAdmin()
    await rows(sql`update access_tokens set expires_at = now() - interval '1 second'
      where session_id in (select id from sessions where user_id = ${admin.account.userId})`)
    expectRefusal(await admin.get('/api/user/me'), 401)
  })

  test('is worth nothing once its owner is no member any more', async () => {
    const admin = await newAdmin()
    await rows(sql`delete from memberships where user_id = ${admin.account.userId}`)
    expectRefusal(await admin.get('/api/pipelines'), 401)
  })

  test('wins over nothing but itself: in a query or a body it is not looked at', async () => {
    const { token } = (await newAdmin()).account
    for (const query of [{ token }, { access_token: token }, { authorization: `Bearer ${token}` }])
      expectRefusal(await stranger.get('/api/pipelines', query), 401)
    expectRefusal(await stranger.post('/api/pipelines', { name: 'a', token }), 401)
  })

  test('is stored nowhere as it is', async () => {
    const admin = await newAdmin()
    const { token, refresh_token } = ok(await logIn(admin))
    ok(await withToken(token).post('/api/organization-contact', { name: 'Acme' }))
    for (const table of ['access_tokens', 'refresh_tokens', 'sessions', 'changes', 'users', 'login_attempts'])
      for (const secret of [token, refresh_token, admin.account.password]) {
        const found = await rows<object>(
          sql`select 1 from ${sql.identifier(table)} t where position(${secret} in t::text) > 0`,
        )
        expect(found, table).toEqual([])
      }
  })
})
