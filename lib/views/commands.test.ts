import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { views } from '@/db/schema/views'
import type { Actor } from '../auth/actor'
import { deletePipeline } from '../pipelines/commands'
import { newPipeline, newTenant } from '../testing/tenants'
import { createView, deleteView, updateView } from './commands'
import { listViews, openingQuery } from './queries'
import { NewView } from './schema'

const logOf = (entityId: string) =>
  globalDb().select().from(changes).where(eq(changes.entityId, entityId)).orderBy(asc(changes.seq))

const bare = new URLSearchParams()

async function setting() {
  const { ADMIN: admin, EMPLOYEE: rep, VIEWER: viewer } = await newTenant('ADMIN', 'EMPLOYEE', 'VIEWER')
  const { pipeline } = await newPipeline(admin)
  const names = async (actor: Actor) => (await listViews(actor, pipeline.id)).items.map(({ name }) => name)
  const opening = (actor: Actor, asked = bare) => openingQuery(actor, pipeline.id, asked)
  return { admin, rep, viewer, id: pipeline.id, names, opening }
}

describe('a private view', () => {
  test('is its owner’s alone, whatever their role, and each change is in the log', async () => {
    const { rep, viewer, id, names } = await setting()
    const view = await createView(viewer, id, { name: 'Mine', query: 'owner=me' })
    expect(view).toMatchObject({ name: 'Mine', ownerId: viewer.userId, isShared: false, isDefault: false, version: 1 })
    expect([await names(viewer), await names(rep)]).toEqual([['Mine'], []])
    await expect(updateView(rep, view.id, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteView(rep, view.id)).rejects.toMatchObject({ code: 'not_found' })

    const changed = await updateView(viewer, view.id, { query: 'q=a' }, 1)
    expect(changed).toMatchObject({ query: 'q=a', version: 2 })
    expect(await updateView(viewer, view.id, changed)).toEqual(changed)
    await expect(updateView(viewer, view.id, { name: 'x' }, 1)).rejects.toMatchObject({ code: 'stale' })
    await expect(deleteView(viewer, view.id, 1)).rejects.toMatchObject({ code: 'stale' })
    await deleteView(viewer, view.id, 2)
    expect(await logOf(view.id)).toMatchObject([
      { action: 'created', entity: 'view', pipelineId: id, after: { name: 'Mine', query: 'owner=me' } },
      { action: 'updated', before: { query: 'owner=me' }, after: { query: 'q=a' }, version: 2 },
      { action: 'deleted', pipelineId: id, before: { name: 'Mine', query: 'q=a', ownerId: viewer.userId } },
    ])
  })

  test('is shared by those who may edit pipelines, and made private by its owner alone', async () => {
    const { admin, rep, viewer, id, names } = await setting()
    await expect(createView(viewer, id, { name: 'x', query: '', isShared: true })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const own = await createView(viewer, id, { name: 'x', query: '' })
    await expect(updateView(viewer, own.id, { isShared: true })).rejects.toMatchObject({ code: 'forbidden' })
    const view = await createView(rep, id, { name: 'Ours', query: '', isShared: true })
    expect(await names(viewer)).toEqual(['Ours', 'x'])
    await expect(deleteView(viewer, view.id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await updateView(admin, view.id, { name: 'All of ours' })).toMatchObject({ ownerId: rep.userId })
    await expect(updateView(admin, view.id, { isShared: false })).rejects.toMatchObject({
      code: 'forbidden',
      message: 'Only the member who saved a view can make it private.',
    })
    await updateView(rep, view.id, { isShared: false })
    expect([await names(admin), await names(rep)]).toEqual([[], ['All of ours']])
  })
})

describe('the default view', () => {
  test('is one’s own, else the shared one, and one at a time', async () => {
    const { admin, rep, viewer, id, opening } = await setting()
    expect(await opening(rep)).toBeUndefined()
    const shared = await createView(admin, id, { name: 'A', query: 'q=a', isShared: true, isDefault: true })
    const own = await createView(rep, id, { name: 'B', query: 'q=b&view=table', isDefault: true })
    expect([await opening(rep), await opening(viewer)]).toEqual(['q=b&view=table', 'q=a&view=board'])

    const next = await createView(admin, id, { name: 'C', query: '', isShared: true, isDefault: true })
    expect(await opening(viewer)).toBe('view=board')
    const [, loss] = await logOf(shared.id)
    const [gain] = await logOf(next.id)
    expect(loss).toMatchObject({ action: 'updated', after: { isDefault: false }, version: 2, batchId: gain!.batchId })
    await updateView(rep, own.id, { isDefault: false })
    expect(await opening(rep)).toBe('view=board')
  })

  test('leaves an address alone that says its view, and lets one that does not say so', async () => {
    const { rep, id, opening } = await setting()
    await createView(rep, id, { name: 'A', query: 'q=a', isDefault: true })
    expect(await opening(rep, new URLSearchParams('view=board'))).toBeUndefined()
    expect(await opening(rep, new URLSearchParams('deal=7'))).toBe('deal=7&view=board')
  })

  test('stays one when several become it at the same moment', async () => {
    const { admin, rep, id } = await setting()
    const actors = [admin, rep, admin, rep, admin, rep]
    await Promise.all(
      actors.map((actor, i) =>
        createView(actor, id, { name: `${i}`, query: `q=${i}`, isShared: true, isDefault: true }),
      ),
    )
    const { items } = await listViews(rep, id)
    expect(items).toHaveLength(6)
    expect(items.filter(({ isDefault }) => isDefault)).toHaveLength(1)
  })
})

test.each([
  ['plain', 'q='.padEnd(4000, 'x'), true],
  ['written with signs', `q=${'é'.repeat(800)}`, false],
])('takes a query that is %s as long as its address is not too long', (_, query, isTaken) =>
  expect(NewView.safeParse({ name: 'A', query }).success).toBe(isTaken),
)

test('is not there for strangers, nor for a pipeline that is not theirs', async () => {
  const { rep, id } = await setting()
  const { ADMIN: stranger } = await newTenant('ADMIN')
  const { id: viewId } = await createView(rep, id, { name: 'A', query: '', isShared: true })
  await expect(createView(stranger, id, { name: 'x', query: '' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(listViews(stranger, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(updateView(stranger, viewId, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(deleteView(stranger, viewId)).rejects.toMatchObject({ code: 'not_found' })
  expect(await openingQuery(stranger, id, bare)).toBeUndefined()
})

test('goes with its pipeline, whole and in the same batch of the log', async () => {
  const { admin, rep, id } = await setting()
  const view = await createView(rep, id, { name: 'Mine', query: 'q=a', isDefault: true })
  await deletePipeline(admin, id)
  expect(await globalDb().$count(views, eq(views.pipelineId, id))).toBe(0)
  const [, gone] = await logOf(view.id)
  const [pipelineGone] = (await logOf(id)).filter(({ action }) => action === 'deleted')
  expect(gone).toMatchObject({ action: 'deleted', pipelineId: id, batchId: pipelineGone!.batchId })
  expect(Object.keys(gone!.before!).sort()).toEqual(Object.keys(view).sort())
})

test('a member has at most 100 of a pipeline', async () => {
  const { rep, id } = await setting()
  const row = { tenantId: rep.tenantId, pipelineId: id, ownerId: rep.userId, name: 'x', query: '' }
  const ids = Array.from({ length: 100 }, () => crypto.randomUUID())
  await globalDb()
    .insert(views)
    .values(ids.map((id) => ({ ...row, id, isShared: false, isDefault: false })))
  await expect(createView(rep, id, { name: 'One more', query: '' })).rejects.toMatchObject({ code: 'rule_refused' })
})
