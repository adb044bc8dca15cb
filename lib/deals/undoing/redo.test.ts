import { and, asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import { memberships } from '@/db/schema/members'
import type { Actor } from '@/lib/auth/actor'
import { createContact, deleteContact } from '@/lib/contacts/commands'
import { updatePipeline } from '@/lib/pipelines/commands'
import { newPipeline, newTenant } from '@/lib/testing/tenants'
import { changeDeals } from '../bulk/bulk'
import { createDeal, deleteDeal, updateDeal } from '../commands'
import { tallyDeals } from '../counting/tally'
import { getDeal } from '../queries'
import type { Deal } from '../schema'
import { redoBatch, redoChange, undoBatch, undoChange } from './undo'

/** All of a deal but what every change changes. */
const content = ({ version: _, updatedAt: __, updatedByUserId: ___, ...rest }: Deal) => rest

const find = (actor: Actor, id: string) => getDeal(actor, id).then(content, () => null)

const logOf = (actor: Actor, id: string) =>
  globalDb()
    .select({ via: changes.via, action: changes.action, version: changes.version })
    .from(changes)
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.entityId, id)))
    .orderBy(asc(changes.seq))

type Change = { version: number; deleted: boolean; after: object | null }

test('a change, an undo and a redo are a push, a pop and its return, as in an editor', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open, second, won, lost } = await newPipeline(admin)
  const stages = [open, second, won, lost]
  const act = fc.constantFrom('edit', 'move', 'rank', 'delete', 'undo', 'undo', 'undo', 'redo', 'redo', 'redo')
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 16 }), async (acts) => {
      const below = await createDeal(admin, { title: 'Below', stageId: open })
      const { id } = await createDeal(admin, { title: 'One', stageId: open })
      const done: Change[] = [{ version: 1, deleted: false, after: await find(admin, id) }]
      let undone: Change[] = []
      for (const [i, act] of acts.entries()) {
        const now = await getDeal(admin, id).catch(() => null)
        if (act === 'undo') {
          const change = done.pop()
          if (!change) continue
          const { deal } = await undoChange(admin, id, change)
          undone.push(change)
          expect(deal && content(deal)).toEqual(done.at(-1)?.after ?? null)
        } else if (act === 'redo') {
          const change = undone.pop()
          if (!change) continue
          const { deal } = await redoChange(admin, id, change)
          done.push(change)
          expect(deal && content(deal)).toEqual(change.after)
        } else if (now) {
          const stageId = stages[(stages.indexOf(now.stageId) + 1) % 4]!
          if (act === 'edit') await updateDeal(admin, id, { title: `Edit ${i}`, amount: i })
          if (act === 'move') await updateDeal(admin, id, { stageId })
          if (act === 'rank') await updateDeal(admin, id, { stageId: open, afterId: below.id, nextStep: `${i}` })
          if (act === 'delete') await deleteDeal(admin, id)
          const deleted = act === 'delete'
          const version = deleted ? now.version : now.version + 1
          done.push({ version, deleted, after: await find(admin, id) })
          undone = []
        }
        expect(await find(admin, id)).toEqual(done.at(-1)?.after ?? null)
      }
      const kept = (await logOf(admin, id)).filter(({ action }) => action !== 'deleted')
      expect(kept.map(({ version }) => version)).toEqual(kept.map((_, i) => i + 1))
    }),
    { numRuns: 12 },
  )
})

test('goes back and forth any number of times, and a creation keeps its id', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'One', stageId: open, amount: 5 })
  const inStage = async () => (await tallyDeals(admin)).stages.get(open)?.get('USD')
  for (let i = 0; i < 25; i++) {
    expect(await undoChange(admin, id, { version: 1, deleted: false })).toEqual({ deal: null })
    const { deal } = await redoChange(admin, id, { version: 1, deleted: false })
    expect(deal).toMatchObject({ id, title: 'One', stageId: open, version: i + 2 })
  }
  expect(await inStage()).toMatchObject({ deals: 1, minor: 500n })
  expect((await logOf(admin, id)).slice(0, 3)).toEqual([
    { via: 'api', action: 'created', version: 1 },
    { via: 'undo', action: 'deleted', version: 1 },
    { via: 'redo', action: 'created', version: 2 },
  ])
  await updateDeal(admin, id, { title: 'Two' }, 26)
})

test('is refused once somebody changed it, naming who, and while it stands', async () => {
  const { ADMIN: admin, EMPLOYEE: rep, VIEWER: viewer } = await newTenant('ADMIN', 'EMPLOYEE', 'VIEWER')
  const { ADMIN: stranger } = await newTenant('ADMIN')
  const { open, second } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'One', stageId: open })
  await updateDeal(admin, id, { stageId: second })
  await updateDeal(admin, id, { title: 'Two' })
  const undo = (version: number) => undoChange(admin, id, { version, deleted: false })
  const redo = (version: number, actor = admin) => redoChange(actor, id, { version, deleted: false })
  const refused = (message: string) => ({ code: 'conflict', message: `${message}. Nothing was redone.` })
  await expect(redo(3)).rejects.toMatchObject(refused('This was not taken back'))
  await undo(3)
  await undo(2)
  await expect(redo(2, stranger)).rejects.toMatchObject({ code: 'not_found' })
  await expect(redo(2, viewer)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(redo(3)).rejects.toMatchObject(refused('An earlier change of it was taken back after this'))
  await expect(redo(9)).rejects.toMatchObject(refused('The deal is at version 5'))
  await redo(2)
  await expect(redo(2)).rejects.toMatchObject(refused('This was not taken back'))
  await updateDeal(rep, id, { amount: 1 })
  await expect(redo(3)).rejects.toMatchObject(refused('Test EMPLOYEE changed it since then'))
  await expect(undo(2)).rejects.toMatchObject({ message: /^Test EMPLOYEE changed it since then/ })
  await undo(7)
  await expect(redo(3)).rejects.toMatchObject({ code: 'conflict' })
  await undo(2)
  expect(await getDeal(admin, id)).toMatchObject({ stageId: open, title: 'One', amount: null })
})

test('of two at once that bring a deal back, one does', async () => {
  const { ADMIN: admin } = await newTenant('ADMIN')
  const { open } = await newPipeline(admin)
  const { id } = await createDeal(admin, { title: 'One', stageId: open })
  const change = { version: 1, deleted: false }
  await undoChange(admin, id, change)
  const [first, ...more] = (
    await Promise.allSettled(Array.from({ length: 8 }, () => redoChange(admin, id, change)))
  ).toSorted((a, b) => a.status.localeCompare(b.status))
  expect(first).toMatchObject({ value: { deal: { version: 2 } } })
  for (const each of more) expect(each).toMatchObject({ reason: { code: 'conflict', message: /was not taken back/ } })
})

test('names the client, owner or stage that is gone', async () => {
  const { ADMIN: admin, EMPLOYEE: rep } = await newTenant('ADMIN', 'EMPLOYEE')
  const { pipeline, open, second } = await newPipeline(admin)
  const client = await createContact(admin, { name: 'Acme' })
  const make = async (title: string, given: object) => {
    const { id } = await createDeal(admin, { title, stageId: open })
    const { version } = await updateDeal(admin, id, given)
    const change = { version, deleted: false }
    await undoChange(admin, id, change)
    return { id, change }
  }
  const ofClient = await make('One', { clientId: client.id })
  const ofOwner = await make('Two', { ownerId: rep.userId })
  const ofStage = await make('Three', { stageId: second })
  const owned = await createDeal(admin, { title: 'Four', stageId: open, ownerId: rep.userId })
  await deleteDeal(admin, owned.id)
  const written = await createDeal(rep, { title: 'Five', stageId: open })
  await deleteDeal(admin, written.id)
  await deleteContact(admin, client.id)
  const isRep = and(eq(memberships.tenantId, rep.tenantId), eq(memberships.userId, rep.userId))
  await globalDb().delete(memberships).where(isRep)
  const rest = pipeline.stages!.filter((stage) => stage.id !== second)
  await updatePipeline(admin, pipeline.id, { stages: rest.map(({ id, name }) => ({ id, name })) })
  for (const [{ id, change }, message] of [
    [ofClient, 'The client “Acme” of “One” was deleted since. Nothing was redone.'],
    [ofOwner, 'The owner Test EMPLOYEE of “Two” is no longer a member. Nothing was redone.'],
    [ofStage, 'The stage “Second” that “Three” stood in was deleted since. Nothing was redone.'],
  ] as const)
    await expect(redoChange(admin, id, change)).rejects.toMatchObject({ code: 'conflict', message })
  for (const [{ id, version }, message] of [
    [owned, 'The owner Test EMPLOYEE of “Four” is no longer a member. Nothing was taken back.'],
    [written, 'The author Test EMPLOYEE of “Five” is no longer a member. Nothing was taken back.'],
  ] as const)
    await expect(undoChange(admin, id, { version, deleted: true })).rejects.toMatchObject({ code: 'conflict', message })
})

test('a bulk change goes back and forth as a whole, by the same id', async () => {
  const { ADMIN: admin, EMPLOYEE: rep, VIEWER: viewer } = await newTenant('ADMIN', 'EMPLOYEE', 'VIEWER')
  const { open, second } = await newPipeline(admin)
  const ids: string[] = []
  for (const title of ['Acme', 'Birch']) ids.push((await createDeal(admin, { title, stageId: open })).id)
  const read = () => Promise.all(ids.map((id) => find(admin, id)))
  const named = ids.map((id) => ({ id }))
  const before = await read()
  const { batchId: move } = await changeDeals(admin, { deals: named, stageId: second, addTags: ['Hot'] })
  const moved = await read()
  const { batchId: deletion } = await changeDeals(admin, { deals: named, delete: true })
  for (let i = 0; i < 3; i++) {
    await undoBatch(admin, deletion!)
    expect(await read()).toEqual(moved)
    await undoBatch(admin, move!)
    expect(await read()).toEqual(before)
    await expect(redoBatch(admin, deletion!)).rejects.toMatchObject({
      message: 'An earlier change of “Acme” and “Birch” was taken back after this. Nothing was redone.',
    })
    const { batchId, items } = await redoBatch(admin, move!)
    expect(batchId).not.toBe(move)
    expect(items.map(({ id }) => id)).toEqual(ids)
    expect(await read()).toEqual(moved)
    await redoBatch(admin, deletion!)
    expect(await read()).toEqual([null, null])
  }
  await undoBatch(admin, deletion!)
  const undone = await undoBatch(admin, move!)
  await expect(redoBatch(admin, undone.batchId!)).rejects.toMatchObject({ code: 'not_found' })
  await expect(redoBatch(viewer, move!)).rejects.toMatchObject({ code: 'forbidden' })
  await updateDeal(rep, ids[1]!, { title: 'Cedar' })
  await expect(redoBatch(admin, move!)).rejects.toMatchObject({
    code: 'conflict',
    message: 'Test EMPLOYEE changed “Cedar” since then. Nothing was redone.',
  })
  expect((await read())[0]).toEqual(before[0])
})
