import { globalDb } from '@/db/client'
import { roles } from '@/db/schema/roles'
import { makeBatch, makeBoard, makeUndone } from './made'
import { pathOf, type Row } from './route-table'
import type { Member } from './tenant'

/** A board, bulk changes and a role of the tenant, for the ids of one request. */
export async function makeOwn(admin: Member) {
  const roleId = crypto.randomUUID()
  await globalDb().insert(roles).values({ tenantId: admin.account.tenantId, id: roleId, name: roleId })
  const board = await makeBoard(admin)
  return { ...board, roleId, batchId: await makeBatch(admin, board.open), ...(await makeUndone(admin, board.open)) }
}

/** Ids of a board of its own, so that what one caller deletes is not missed by the next. */
export async function requestOf(name: string, { id, query, body }: Row, admin: Member) {
  if (!id && !query && !body) return { path: pathOf(name, '') }
  const own = await makeOwn(admin)
  const ids: Record<string, string> = {
    ...{ pipeline: own.pipeline.id, deal: own.deal.id, contact: own.client.id, role: own.roleId, view: own.view.id },
    ...{ batch: own.batchId, undoneDeal: own.undoneDeal, undoneBatch: own.undoneBatch },
  }
  return { path: pathOf(name, ids[id ?? ''] ?? ''), query: query?.(own), body: body?.(own) }
}
