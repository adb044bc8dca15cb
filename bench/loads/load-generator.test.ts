import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openConnections } from './load-generator.mjs'

const list = { path: '/deals', check: ({ items }: { items: unknown[] }) => items.length === 2 }

test('counts the calls and their time', async () => {
  const { calls, latencies } = await runAgainst(200, '{"items":[1,2]}')
  expect(calls).toBe(40)
  expect(latencies.percentile(50)).toBeGreaterThan(0)
})

test.each([
  [404, '{"items":[1,2]}', 'should answer 200'],
  [500, '', 'should answer 200'],
  [200, '', 'answered nothing'],
  [200, '{"items":[]}', 'gave a wrong answer'],
])('refuses %i with "%s"', async (status, body, reason) => {
  await expect(runAgainst(status, body)).rejects.toThrow(`GET /deals ${reason}`)
})

async function runAgainst(status: number, body: string) {
  const server = http.createServer((_req, res) => res.writeHead(status).end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const connections = openConnections(url, { headers: [{}, {}] })
  onTestFinished(async () => {
    await connections.close()
    server.close()
  })
  return connections.run(() => list, { calls: 40 })
}
