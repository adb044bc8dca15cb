import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { globalDb } from '@/db/client'
import { changes } from '@/db/schema/changes'
import type { Actor } from '../auth/actor'
import { createDeal } from '../deals/commands'
import { getDeal } from '../deals/queries'
import { newPipeline, newTenant } from '../testing/tenants'
import { createContact, deleteContact, updateContact } from './commands'
import { getContact } from './queries'

const logOf = (actor: Actor, id: string) =>
  globalDb()
    .select()
    .from(changes)
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.entityId, id)))
    .orderBy(asc(changes.seq))

describe('createContact', () => {
  test('is a client of the caller’s organization unless told otherwise, and is logged whole', async () => {
    const { EMPLOYEE: rep } = await newTenant('EMPLOYEE')
    const contact = await createContact(rep, { name: 'Acme', primaryEmail: 'sales@acme.example' })
    expect(contact).toMatchObject({
      contactType: 'CLIENT',
      organizationId: rep.defaultOrganizationId,
      version: 1,
      notes: null,
    })
    expect(await getContact(rep, contact.id)).toEqual(contact)
    expect(await logOf(rep, contact.id)).toMatchObject([
      {
        entity: 'contact',
        action: 'created',
        version: 1,
        pipelineId: null,
        actorId: rep.userId,
        after: { name: 'Acme', primaryEmail: 'sales@acme.example' },
      },
    ])
  })

  test('is refused to a viewer, and for an organization of somebody else', async () => {
    const { VIEWER: viewer, ADMIN: admin } = await newTenant('VIEWER', 'ADMIN')
    const { ADMIN: stranger } = await newTenant('ADMIN')
    await expect(createContact(viewer, { name: 'No' })).rejects.toMatchObject({ code: 'forbidden' })
    const organizationId = stranger.defaultOrganizationId
    await expect(createContact(admin, { name: 'No', organizationId })).rejects.toMatchObject({
      code: 'bad_request',
      details: { fields: [{ path: 'organizationId' }] },
    })
  })
})

describe('updateContact', () => {
  test('changes what is given, leaves the rest, and logs the difference', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const contact = await createContact(admin, { name: 'Acme', primaryPhone: '1', notes: 'old' })
    const after = await updateContact(admin, contact.id, { name: 'Acme Ltd', notes: null, website: undefined }, 1)
    expect(after).toMatchObject({ name: 'Acme Ltd', notes: null, primaryPhone: '1', version: 2 })
    expect(await getContact(admin, contact.id)).toEqual(after)
    expect((await logOf(admin, contact.id)).at(-1)).toMatchObject({
      action: 'updated',
      version: 2,
      before: { name: 'Acme', notes: 'old' },
      after: { name: 'Acme Ltd', notes: null },
    })
  })

  test('writes nothing when nothing differs', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const contact = await createContact(admin, { name: 'Acme' })
    const { name, contactType, organizationId } = contact
    expect(await updateContact(admin, contact.id, { name, contactType, organizationId, notes: null })).toEqual(contact)
    expect(await logOf(admin, contact.id)).toHaveLength(1)
  })

  test('is stale, not found, or forbidden', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { ADMIN: stranger } = await newTenant('ADMIN')
    const { id } = await createContact(admin, { name: 'Acme' })
    await expect(updateContact(stranger, id, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(updateContact(viewer, id, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    await updateContact(admin, id, { name: 'Newer' }, 1)
    await expect(updateContact(admin, id, { name: 'Mine' }, 1)).rejects.toMatchObject({
      code: 'stale',
      details: { current: { name: 'Newer', version: 2 } },
    })
    expect(await getContact(admin, id)).toMatchObject({ name: 'Newer', version: 2 })
  })

  test('of two at once that saw the same version, one wins', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { id } = await createContact(admin, { name: 'Acme' })
    const edits = await Promise.allSettled(['a', 'b', 'c'].map((name) => updateContact(admin, id, { name }, 1)))
    expect(edits.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await logOf(admin, id)).toHaveLength(2)
  })
})

describe('deleteContact', () => {
  test('leaves its deals without a client, and everything in the log under one batch', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { pipeline, open, won } = await newPipeline(admin)
    const [contact, other] = [
      await createContact(admin, { name: 'Acme', notes: 'n' }),
      await createContact(admin, { name: 'B' }),
    ]
    const deals = [
      await createDeal(admin, { title: 'a', stageId: open, clientId: contact.id }),
      await createDeal(admin, { title: 'b', stageId: won, clientId: contact.id }),
    ]
    const kept = await createDeal(admin, { title: 'c', stageId: open, clientId: other.id })
    await deleteContact(admin, contact.id, 1)
    await expect(getContact(admin, contact.id)).rejects.toMatchObject({ code: 'not_found' })
    const batches = new Set<string | null>()
    for (const deal of deals) {
      expect(await getDeal(admin, deal.id)).toEqual({
        ...deal,
        clientId: null,
        version: 2,
        updatedAt: expect.any(String),
      })
      const row = (await logOf(admin, deal.id)).at(-1)
      expect(row).toMatchObject({
        action: 'updated',
        version: 2,
        pipelineId: pipeline.id,
        stageFrom: deal.stageId,
        stageTo: deal.stageId,
        before: { clientId: contact.id },
        after: { clientId: null },
      })
      batches.add(row!.batchId)
    }
    const gone = (await logOf(admin, contact.id)).at(-1)
    expect(gone).toMatchObject({ action: 'deleted', version: 1, before: { id: contact.id, name: 'Acme', notes: 'n' } })
    expect(batches).toEqual(new Set([gone!.batchId]))
    expect(await getDeal(admin, kept.id)).toEqual(kept)
  })

  test('is stale, not found, or forbidden', async () => {
    const { ADMIN: admin, VIEWER: viewer } = await newTenant('ADMIN', 'VIEWER')
    const { ADMIN: stranger } = await newTenant('ADMIN')
    const contact = await createContact(admin, { name: 'Acme' })
    await expect(deleteContact(stranger, contact.id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteContact(viewer, contact.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteContact(admin, contact.id, 2)).rejects.toMatchObject({ code: 'stale' })
    expect(await getContact(admin, contact.id)).toEqual(contact)
    expect(await logOf(admin, contact.id)).toHaveLength(1)
  })

  test('at the moment that deals take it as their client, leaves none with a client that is gone', async () => {
    const { ADMIN: admin } = await newTenant('ADMIN')
    const { open } = await newPipeline(admin)
    const { id: clientId } = await createContact(admin, { name: 'Acme' })
    const work = await Promise.allSettled([
      ...Array.from({ length: 8 }, () => createDeal(admin, { title: 'Deal', stageId: open, clientId })),
      deleteContact(admin, clientId),
    ])
    for (const result of work) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'bad_request', details: { fields: [{ path: 'clientId' }] } })
      else if (result.value) expect(await getDeal(admin, result.value.id)).toMatchObject({ clientId: null })
    }
    expect(work.at(-1)).toMatchObject({ status: 'fulfilled' })
  })
})
