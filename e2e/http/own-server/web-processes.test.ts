import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Deal } from '@/lib/deals/schema'
import { identity } from '@/scripts/base/processes.mjs'
import { removeDataDir } from '@/scripts/postgres/cluster.mjs'
import { startPostgres } from '@/scripts/postgres/embedded.mjs'
import { freePort } from '@/scripts/postgres/postmaster.mjs'
import { startProduct } from '@/scripts/testing/product.mjs'
import { migrate } from '../../../scripts/setup/migrations.mjs'
import type { HeldConnection } from '../support/held-connection'
import type { Member } from '../support/tenant'

const distDir = process.env.DIST_DIR ?? '.next-test'
const dataDir = mkdtempSync(path.join(realpathSync(tmpdir()), 'penstock-processes-'))
chmodSync(dataDir, 0o711)

let settings: { PORT: string; WEB_CONCURRENCY: string; CORS_ORIGINS: string }
let product: Awaited<ReturnType<typeof startProduct>>
let member: Member
let stageId: string
const start = async () => {
  product = await startProduct({ dataDir, distDir, settings })
}

beforeAll(async () => {
  settings = { PORT: String(await freePort()), WEB_CONCURRENCY: '2', CORS_ORIGINS: 'https://app.example' }
  // A tenant is made before the first start, which then writes no demo data.
  const database = await startPostgres({ dataDir, log: () => {} })
  await migrate(database.url)
  process.env.DATABASE_URL = database.url
  process.env.BASE_URL = `http://127.0.0.1:${settings.PORT}`
  const { newAdmin } = await import('../support/tenant')
  const { makePipeline } = await import('../support/made')
  member = await newAdmin()
  await database.stop()
  await start()
  stageId = (await makePipeline(member)).stages[0]!.id
}, 60_000)

afterAll(async () => {
  await product?.stop()
  removeDataDir(dataDir)
}, 30_000)

const processes = async () => (await import('../support/held-connection')).webProcesses(product.pid!)
const makeDeal = (held: HeldConnection) => held.send<Deal>('POST', '/api/deals', { stageId, title: 'Licence' })

/** A connection to each of the two processes. */
async function connectToBoth() {
  const { HeldConnection } = await import('../support/held-connection')
  const pids = await processes()
  const found = new Map<number, HeldConnection>()
  while (found.size < 2) {
    const some = Array.from({ length: 8 }, () => new HeldConnection(member.account.token))
    await Promise.all(some.map((held) => held.send('GET', '/api/user/me')))
    for (const held of some) {
      const pid = held.holder(pids)!
      if (found.has(pid)) held.close()
      else found.set(pid, held)
    }
  }
  const [one, other] = [...found].map(([pid, held]) => ({ pid, held }))
  return [one!, other!] as const
}

/** Or refused. */
const connected = (socket: net.Socket) =>
  new Promise((resolve) =>
    socket
      .on('error', () => {})
      .once('connect', resolve)
      .once('close', resolve),
  )

/** Reads the stream of changes on this connection from here on. */
async function listen(held: HeldConnection, query = '') {
  const answer = await held.ask('GET', `/api/changes/stream${query}`)
  expect(answer.statusCode).toBe(200)
  const stream = { text: '', ended: false }
  answer.on('data', (chunk) => {
    stream.text += chunk
  })
  answer
    .on('error', () => {})
    .on('close', () => {
      stream.ended = true
    })
  await expect.poll(() => stream.text, { timeout: 5000 }).toContain('event: ready')
  return stream
}

describe.skipIf(process.platform !== 'linux')('two web processes', () => {
  test('both let pages of a listed origin in, by token and not by cookie', async () => {
    const { token } = member.account
    const { cookie } = await (await import('../support/browser-session')).signInByBrowser(member)
    const ask = (headers: Record<string, string>, path = '/api/user/me') =>
      fetch(process.env.BASE_URL + path, { headers: { origin: 'https://app.example', ...headers } })
    for (let i = 0; i < 4; i++) {
      const answers = [await ask({ authorization: `Bearer ${token}` }), await ask({ cookie })]
      expect(answers.map(({ status }) => status)).toEqual([200, 401])
      expect(await (await ask({ cookie }, '/api/auth/session')).json()).toEqual({})
      for (const { headers } of answers) expect(headers.get('access-control-allow-origin')).toBe('https://app.example')
    }
  })

  test('both serve, and each streams what was written through the other', async () => {
    const both = await connectToBoth()
    const streaming = await connectToBoth()
    const streams = await Promise.all(streaming.map(({ held }) => listen(held)))
    for (const { held } of both) {
      const { status, body } = await makeDeal(held)
      expect(status).toBe(201)
      // Sooner than the poll that stands behind the notification.
      for (const stream of streams) await expect.poll(() => stream.text, { timeout: 3000 }).toContain(body.id)
    }
    for (const { held } of [...both, ...streaming]) held.close()
  })

  test('both tell of a deal in hand, whichever was told, and that it was put down', async () => {
    const streaming = await connectToBoth()
    const [asking, unused] = await connectToBoth()
    const { body: deal } = await makeDeal(asking.held)
    const query = `?presence=true&pipelineId=${deal.pipelineId}`
    const streams = await Promise.all(streaming.map(({ held }) => listen(held, query)))
    for (const holds of [deal.id, null]) {
      const answer = await asking.held.ask('POST', `/api/pipelines/${deal.pipelineId}/presence`, { holds })
      answer.resume()
      expect(answer.statusCode).toBe(204)
      for (const stream of streams) {
        const last = () => stream.text.match(/event: presence\ndata: .*/g)?.at(-1)
        await expect.poll(last, { timeout: 3000 }).toContain(`"holds":${JSON.stringify(holds)}`)
      }
    }
    for (const { held } of [...streaming, asking, unused]) held.close()
  })

  test('count the connections of an address together', async () => {
    const sockets: net.Socket[] = []
    try {
      // Not all at once: what finds the queue of the listener full tries again only after seconds.
      while (sockets.length < 2100) {
        const some = Array.from({ length: 100 }, () => net.connect(Number(settings.PORT), '127.0.0.1'))
        sockets.push(...some)
        await Promise.all(some.map(connected))
      }
      const open = () => sockets.filter((socket) => !socket.destroyed).length
      await expect.poll(open, { timeout: 8000 }).toBeLessThanOrEqual(2000)
      expect(open()).toBeGreaterThan(1950)
    } finally {
      for (const socket of sockets) socket.destroy()
    }
    const status = async () => (await fetch(`${process.env.BASE_URL}/api/health`).catch(() => undefined))?.status
    await expect.poll(status, { timeout: 5000 }).toBe(200)
  })

  test('kill -9 of one touches nobody at the other, and another one comes', async () => {
    const [one, other] = await connectToBoth()
    const stream = await listen((await connectToBoth()).find(({ pid }) => pid === other.pid)!.held)
    process.kill(one.pid, 'SIGKILL')
    const { HeldConnection } = await import('../support/held-connection')
    for (let i = 0; i < 20; i++) {
      const next = new HeldConnection(member.account.token)
      expect((await next.send('GET', '/api/user/me')).status).toBe(200)
      next.close()
    }
    await expect.poll(processes, { timeout: 10_000 }).toHaveLength(2)
    expect(await processes()).not.toContain(one.pid)
    const fresh = (await connectToBoth()).find(({ pid }) => pid !== other.pid)!
    const { body } = await makeDeal(fresh.held)
    await expect.poll(() => stream.text, { timeout: 3000 }).toContain(body.id)
    expect((await makeDeal(other.held)).status).toBe(201)
  }, 30_000)

  test('end by themselves when their parent was killed, and leave the address', async () => {
    const pids = await processes()
    process.kill(product.pid!, 'SIGKILL')
    await product.exited
    await expect.poll(() => pids.filter((pid) => identity(pid)), { timeout: 5000 }).toEqual([])
    await start()
    expect(await processes()).toHaveLength(2)
  }, 30_000)

  test('end within the deadline, streams and all, when told to', async () => {
    const pids = [product.pid!, ...(await processes())]
    const both = await connectToBoth()
    const streams = await Promise.all((await connectToBoth()).map(({ held }) => listen(held)))
    const written = Promise.all(both.map(({ held }) => makeDeal(held)))
    const begun = performance.now()
    process.kill(product.pid!, 'SIGTERM')
    expect((await written).map(({ status }) => status)).toEqual([201, 201])
    expect(await product.exited).toBe(0)
    expect(performance.now() - begun).toBeLessThan(15_000)
    expect(streams.every(({ ended }) => ended)).toBe(true)
    expect(pids.filter((pid) => identity(pid))).toEqual([])
  }, 30_000)

  test('say why when they cannot start', async () => {
    const broken = path.join(dataDir, 'broken')
    mkdirSync(broken)
    copyFileSync(path.join(distDir, 'penstock-sources'), path.join(broken, 'penstock-sources'))
    const starting = startProduct({ dataDir, distDir: path.relative('.', broken), settings })
    await expect(starting).rejects.toThrow(/penstock: InvalidDistDirError/)
  }, 30_000)
})
