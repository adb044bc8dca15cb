import { and, desc, eq, sql } from 'drizzle-orm'
import { type Tx, withTenant } from '@/db/client'
import { type ChangeRow, changes, type DealRow, deals, pipelineStages, users } from '@/db/schema'
import type { Actor } from '../auth'
import { append, deleteLogged } from '../changes'
import { AppError, allow, notFound } from '../errors'
import { fullName } from '../users/schema'
import { toDeal } from '../wire'
import { canEditDeals } from './policy'
import type { Deal, Undo } from './schema'

/**
 * Takes back the change that brought a deal to `version`, or its deletion: one more change, by what the log kept. Answers
 * with the deal, or null when it was taken back that there is one. Throws not_found, forbidden, and conflict naming who
 * was there since.
 */
export async function undoChange(actor: Actor, id: string, { version, deleted }: Undo): Promise<{ deal: Deal | null }> {
  const itself = and(eq(deals.tenantId, actor.tenantId), eq(deals.id, id))!
  return withTenant(actor, async (tx) => {
    const [row] = await tx.select().from(deals).where(itself).for('update')
    const last = await lastStanding(tx, actor, id)
    allow(canEditDeals(actor))
    if (last.version !== version || deleted !== (last.action === 'deleted')) throw overtaken(actor, last)
    const undoing: Actor = { ...actor, via: 'undo' }
    if (last.action === 'created') {
      await deleteLogged(tx, undoing, { entity: 'deal', table: deals, where: itself })
      return { deal: null }
    }
    const before = last.before as Partial<DealRow>
    await requireStage(tx, actor, before.stageId ?? row!.stageId)
    const stamps = {
      version: (row?.version ?? before.version!) + 1,
      updatedAt: sql`now()`,
      updatedByUserId: actor.userId,
    }
    const [after] = row
      ? await tx
          .update(deals)
          .set({ ...before, ...stamps })
          .where(itself)
          .returning()
      : await tx
          .insert(deals)
          .values({ ...(before as DealRow), ...stamps })
          .returning()
    await append(tx, undoing, logOf(last, after!, row))
    return { deal: toDeal(after!) }
  })
}

type Last = ChangeRow & { name: string | null }

/** Further back than anybody takes back. */
const MOST_CHANGES = 200

/** The newest change that stands: each one taken back cancels the newest before it, so that several can go in turn. */
async function lastStanding(tx: Tx, actor: Actor, id: string): Promise<Last> {
  const newest = await tx
    .select({ change: changes, firstName: users.firstName, lastName: users.lastName, email: users.email })
    .from(changes)
    .leftJoin(users, eq(users.id, changes.actorId))
    .where(and(eq(changes.tenantId, actor.tenantId), eq(changes.entityId, id), eq(changes.entity, 'deal')))
    .orderBy(desc(changes.seq))
    .limit(MOST_CHANGES)
  let undone = 0
  for (const { change, email, ...name } of newest) {
    if (change.via === 'undo') undone++
    else if (undone) undone--
    else return { ...change, name: email === null ? null : fullName({ ...name, email }) }
  }
  throw notFound('deal')
}

function overtaken(actor: Actor, { actorId, name, action }: Last) {
  const who = actorId === actor.userId ? 'You' : (name ?? 'Somebody')
  const what = { created: 'brought it back', updated: 'changed it', moved: 'moved it', deleted: 'deleted it' }[action]
  return new AppError('conflict', `${who} ${what} since then. Nothing was taken back.`)
}

/** Kept until the deal is in it again. */
async function requireStage(tx: Tx, actor: Actor, stageId: string) {
  const [stage] = await tx
    .select({ id: pipelineStages.id })
    .from(pipelineStages)
    .where(and(eq(pipelineStages.tenantId, actor.tenantId), eq(pipelineStages.id, stageId)))
    .for('key share')
  if (!stage) throw new AppError('conflict', 'The stage it stood in is gone. Nothing was taken back.')
}

/** The change the other way round; of a deal that is back, all of it. */
const logOf = ({ action, before, after }: Last, deal: DealRow, was: DealRow | undefined) => ({
  entity: 'deal' as const,
  entityId: deal.id,
  pipelineId: deal.pipelineId,
  action: was ? action : ('created' as const),
  version: deal.version,
  before: was ? after : null,
  after: was ? before : { ...deal },
  stageFrom: was?.stageId ?? null,
  stageTo: deal.stageId,
})
