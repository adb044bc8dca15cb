import { sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { memberships, pipelines, roles, users } from '@/db/schema'
import { statement } from '@/db/statement'
import { type Actor, may } from '../auth'
import { memberName } from '../users/queries'

/** What stands around every page of the signed-in app. */
export type Frame = {
  user: { name: string; email: string; role: string }
  /** The first in order of name; `hasMore` when there are others. */
  pipelines: { id: string; name: string }[]
  hasMore: boolean
  canEdit: boolean
  canEditRoles: boolean
}

/** What a sidebar can show without becoming a list to search. */
const MOST_PIPELINES = 30

export async function getFrame(actor: Actor): Promise<Frame> {
  const [shown] = await userAndPipelines(forTenant(actor), {
    tenantId: actor.tenantId,
    userId: actor.userId,
    seesPipelines: may(actor, 'VIEW_SALES_PIPELINES'),
  })
  const { user, pipelines } = shown!
  return {
    user,
    pipelines: pipelines.slice(0, MOST_PIPELINES),
    hasMore: pipelines.length > MOST_PIPELINES,
    canEdit: may(actor, 'EDIT_SALES_PIPELINES'),
    canEditRoles: may(actor, 'CHANGE_ROLES_PERMISSIONS'),
  }
}

const tenantId = sql.placeholder('tenantId')

const pipelineNames = sql`
  select json_agg(json_build_object('id', id, 'name', name)) from (
    select ${pipelines.id}, ${pipelines.name} from ${pipelines}
    where ${sql.placeholder('seesPipelines')}::boolean and ${pipelines.tenantId} = ${tenantId}
    order by ${pipelines.name}, ${pipelines.id}
    limit ${sql.raw(String(MOST_PIPELINES + 1))}
  ) as first`

const userAndPipelines = statement(
  () => sql`
    select ${memberName}, ${users.email}, ${roles.name}, coalesce((${pipelineNames}), '[]'::json)
    from ${memberships}
    join ${users} on ${users.id} = ${memberships.userId}
    join ${roles} on ${roles.tenantId} = ${memberships.tenantId} and ${roles.id} = ${memberships.roleId}
    where ${memberships.tenantId} = ${tenantId} and ${memberships.userId} = ${sql.placeholder('userId')}`,
  ([name, email, role, pipelines]) => ({ user: { name, email, role }, pipelines }) as Pick<Frame, 'user' | 'pipelines'>,
)
