import { expect, test } from 'vitest'
import { createPipeline } from '../pipelines/commands'
import { newTenant } from '../testing/tenants'
import { getFrame } from './queries'

test('names the newest thirty pipelines in order, and says when there are more', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const names = Array.from({ length: 31 }, (_, i) => `Region ${String(i + 1).padStart(2, '0')}`)
  const shown = async () => {
    const { pipelines, hasMore } = await getFrame(admin)
    return [pipelines.map(({ name }) => name), hasMore]
  }
  for (const name of names.slice(1).toReversed()) await createPipeline(admin, { name })
  expect(await shown()).toEqual([names.slice(1), false])
  await createPipeline(admin, { name: names[0]! })
  expect(await shown()).toEqual([names.slice(0, 30), true])
})

test('names no pipelines to those who may not see them', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  await createPipeline(admin, { name: 'Sales' })
  const blind = { ...admin, permissions: new Set([...admin.permissions].filter((it) => it !== 'VIEW_SALES_PIPELINES')) }
  expect(await getFrame(blind)).toMatchObject({ pipelines: [], hasMore: false })
})
