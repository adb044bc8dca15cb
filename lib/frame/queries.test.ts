import { expect, test } from 'vitest'
import { createPipeline } from '../pipelines/commands'
import { newTenant } from '../testing'
import { getFrame } from './queries'

test('names the first thirty pipelines, and says when there are more', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const names = Array.from({ length: 31 }, (_, i) => `Region ${String(i + 1).padStart(2, '0')}`)
  for (const name of names.slice(1).toReversed()) await createPipeline(admin, { name })
  const frame = await getFrame(admin)
  expect(frame.pipelines.map(({ name }) => name)).toEqual(names.slice(1))
  expect(frame.hasMore).toBe(false)
  await createPipeline(admin, { name: names[0]! })
  const fuller = await getFrame(admin)
  expect(fuller.pipelines.map(({ name }) => name)).toEqual(names.slice(0, 30))
  expect(fuller.hasMore).toBe(true)
})

test('names no pipelines to those who may not see them', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  await createPipeline(admin, { name: 'Sales' })
  const blind = { ...admin, permissions: new Set([...admin.permissions].filter((it) => it !== 'VIEW_SALES_PIPELINES')) }
  expect(await getFrame(blind)).toMatchObject({ pipelines: [], hasMore: false })
})
