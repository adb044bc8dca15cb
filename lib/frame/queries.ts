import { sql } from 'drizzle-orm'
import { forTenant } from '@/db/client'
import { memberships } from '@/db/schema/members'
import { pipelines } from '@/db/schema/pipelines'
import { roles } from '@/db/schema/roles'
import { users } from '@/db/schema/users'
import { statement } from '@/db/statement'
import { type Actor, may } from '../auth/actor'
import { alphabetic } from '../rows/sql'
import { memberName } from '../users/queries'

export type Frame = {
  user: { name: string; email: string; role: string }
  /** The newest pipelines in order of name; `hasMore` when there are others. */
  pipelines: { id: string; name: string }[]
  hasMore: boolean
  canEdit: boolean
  canEditRoles: boolean
}

const MOST_PIPELINES = 30

export async function getFrame(actor: Actor): Promise<Frame> {
  const [shown] = await userAndPipelines(forTenant(actor), {
    tenantId: actor.tenantId,
    userId: actor.userId,
    seesPipelines: may(actor, 'VIEW_SALES_PIPELINES'),
  })
  return {
    ...shown!,
    canEdit: may(actor, 'EDIT_SALES_PIPELINES'),
    canEditRoles: may(actor, 'CHANGE_ROLES_PERMISSIONS'),
  }
}

const tenantId = sql.placeholder('tenantId')

const ofTenant = sql`${sql.placeholder('seesPipelines')}::boolean and ${pipelines.tenantId} = ${tenantId}`

const pipelineNames = sql`
  select json_agg(json_build_object('id', id, 'name', name) order by ${alphabetic(sql`name`)}, id) from (
    select ${pipelines.id}, ${pipelines.name} from ${pipelines} where ${ofTenant}
    order by ${pipelines.createdAt} desc, ${pipelines.id} desc
    limit ${sql.raw(String(MOST_PIPELINES))}
  ) as newest`

const userAndPipelines = statement(
  () => sql`
    select ${memberName}, ${users.email}, ${roles.name}, coalesce((${pipelineNames}), '[]'::json),
      exists (select from ${pipelines} where ${ofTenant} offset ${sql.raw(String(MOST_PIPELINES))})
    from ${memberships}
    join ${users} on ${users.id} = ${memberships.userId}
    join ${roles} on ${roles.tenantId} = ${memberships.tenantId} and ${roles.id} = ${memberships.roleId}
    where ${memberships.tenantId} = ${tenantId} and ${memberships.userId} = ${sql.placeholder('userId')}`,
  ([name, email, role, pipelines, hasMore]) =>
    ({ user: { name, email, role }, pipelines, hasMore }) as Pick<Frame, 'user' | 'pipelines' | 'hasMore'>,
)
