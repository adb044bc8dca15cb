import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { type ChangeRow, changes } from '@/db/schema/changes'
import { users } from '@/db/schema/users'
import { inParts } from '@/db/slices'
import { selection, statement } from '@/db/statement'
import type { Actor } from '@/lib/auth/actor'
import { pick } from '@/lib/fields/field'
import { fullName } from '@/lib/values/full-name'

const picked = ['seq', 'entity', 'entityId', 'via', 'action', 'version', 'actorId', 'before'] as const

/** A row of the log with the name of whoever wrote it. */
export type LoggedChange = Pick<ChangeRow, (typeof picked)[number]> & { name: string | null }

const logged = selection({
  change: pick(getTableColumns(changes), picked),
  user: { email: users.email, firstName: users.firstName, lastName: users.lastName },
})

function toChange(values: unknown[]): LoggedChange {
  const { change, user } = logged.read(values)
  return { ...change!, name: user && fullName(user) }
}

const param = sql.placeholder
const from = sql`select ${logged.columns} from ${changes} left join ${users} on ${users.id} = ${changes.actorId}
  where ${changes.tenantId} = ${param('tenantId')}`

/** A statement that reads changes under a condition, oldest first. */
const changesWhere = (condition: SQL) =>
  statement(() => sql`${from} and ${condition} order by ${changes.seq}`, toChange, true, true)

const ofDeal = changesWhere(
  sql`${changes.entityId} = ${param('id')} and ${changes.entity} = 'deal' and ${changes.version} >= ${param('version')}`,
)
const ofDeals = changesWhere(
  sql`${changes.entityId} = any(${param('ids')}::uuid[]) and ${changes.entity} = 'deal' and ${changes.seq} >= ${param('seq')}`,
)
const ofBatch = changesWhere(sql`${changes.batchId} = ${param('batchId')}`)

/** What happened to a deal from a version on, oldest first. */
export const changesFrom = (tx: Tx, { tenantId }: Actor, id: string, version: number) =>
  ofDeal(tx, { tenantId, id, version })

export const changesOfBatch = (tx: Tx, { tenantId }: Actor, batchId: string) => ofBatch(tx, { tenantId, batchId })

/** What happened to deals from the first of these changes on, oldest first. */
export const changesSince = (tx: Tx, { tenantId }: Actor, [first, ...more]: LoggedChange[]) =>
  inParts([first!, ...more], (part) =>
    ofDeals(tx, { tenantId, ids: part.map(({ entityId }) => entityId), seq: first!.seq }),
  )

/** A change, and the newest row of the log that made it: its own or that of its redo; undone, that of its undo. */
type Step = { change: LoggedChange; row: LoggedChange }
type Stacks = { done: Step[]; undone: Step[] }
export type History = Stacks & { last: LoggedChange }

/**
 * The changes of each deal that stand, and those that were taken back, as an editor keeps them: a change empties the
 * undone ones, an undo takes the newest done, a redo the newest undone. What came before the rows is known by its undo.
 */
export function historiesOf(rows: LoggedChange[]): Map<string, History> {
  const histories = new Map<string, History>()
  for (const row of rows) {
    const { done, undone }: Stacks = histories.get(row.entityId) ?? { done: [], undone: [] }
    const step = (made?: Step) => ({ change: made?.change ?? row, row })
    if (row.via === 'undo') undone.push(step(done.pop()))
    else if (row.via === 'redo') done.push(step(undone.pop()))
    else {
      done.push(step())
      undone.length = 0
    }
    histories.set(row.entityId, { done, undone, last: row })
  }
  return histories
}
