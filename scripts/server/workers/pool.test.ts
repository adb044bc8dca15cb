import { expect, test } from 'vitest'
import { poolShare } from './pool.mjs'

const share = (processes: number, wished: number) => poolShare(process.env.DATABASE_URL!, { processes, wished })

test('gives each process the pool it wishes for, as long as all fit into the database', async () => {
  expect(await share(2, 10)).toBe(10)
  expect(await share(2, 200)).toBe(44)
  expect(await share(12, 10)).toBe(5)
})

test('refuses more processes than the database has connections for', async () => {
  await expect(share(64, 1)).rejects.toThrow('WEB_CONCURRENCY is 64, but the database takes 97 connections only')
})
