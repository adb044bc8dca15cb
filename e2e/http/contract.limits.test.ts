import { describe, expect, test } from 'vitest'
import { type Answer, expectRefusal, stranger } from './support/client'
import { makeBoard } from './support/made'
import { newAdmin, newTenant } from './support/tenant'

const POLICY = '"light";q=12000;w=60, "tenant-light";q=60000;w=60, "heavy";q=3000;w=60, "tenant-heavy";q=15000;w=60'
const ITEM = /^"(tenant-)?(light|heavy)";r=\d+;t=([1-9]|[1-5]\d|60)$/

const items = ({ headers }: Answer) => headers.get('ratelimit')!.split(', ')
const left = (answer: Answer, name: string) =>
  Number(new RegExp(`"${name}";r=(\\d+)`).exec(answer.headers.get('ratelimit')!)![1])

const secondsLeft = (answer: Answer) => Number(/t=(\d+)/.exec(answer.headers.get('ratelimit')!)![1])

/** Whose minute does not end while a test counts. */
async function newAdminWithTime() {
  for (;;) {
    const admin = await newAdmin()
    if (secondsLeft(await admin.get('/api/user/me')) > 15) return admin
  }
}

describe('RateLimit', () => {
  test('is on every answer of somebody signed in, refusals too', async () => {
    const admin = await newAdmin()
    const { VIEWER: viewer } = await newTenant('VIEWER')
    const { pipeline } = await makeBoard(admin)
    const answers = await Promise.all([
      admin.get('/api/deals'),
      admin.get(`/api/pipelines/${pipeline.id}`),
      admin.get(`/api/deals/${crypto.randomUUID()}`),
      admin.get('/api/deals?nothing=1'),
      admin.delete(`/api/pipelines/${pipeline.id}`, { 'if-match': '"99"' }),
      admin.send('POST', '/api/deals', { text: '{' }),
      viewer.post('/api/deals', {}),
      admin.send('HEAD', '/api/deals'),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 400, 412, 400, 403, 200])
    for (const answer of answers) {
      expect(answer.headers.get('ratelimit-policy')).toBe(POLICY)
      for (const item of items(answer)) expect(item).toMatch(ITEM)
    }
    expect((await stranger.get('/api/deals')).headers.has('ratelimit')).toBe(false)
  })

  test('counts each request once, and a large body as several', async () => {
    const admin = await newAdminWithTime()
    const first = left(await admin.get('/api/user/me'), 'light')
    expect(left(await admin.get('/api/user/me'), 'light')).toBe(first - 1)
    const large = await admin.post('/api/deals', { title: 'x'.repeat(100_000) })
    expectRefusal(large, 400)
    expect(left(large, 'light')).toBe(first - 1 - 7)
    expect(left(await admin.get('/api/user/me'), 'light')).toBe(first - 1 - 8)
  })

  test('tells heavy work apart, and counts of a list the rows that came', async () => {
    const admin = await newAdminWithTime()
    expect(items(await admin.get('/api/deals?take=50'))).toHaveLength(1)
    const list = await admin.get('/api/deals')
    expect(items(list)).toHaveLength(2)
    // The ten units that a thousand rows would have been came back.
    expect(left(await admin.get('/api/search?q=nothing'), 'heavy')).toBe(left(list, 'heavy') + 10 - 2)
  })
})
