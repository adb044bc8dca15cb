import { randomUUID } from 'node:crypto'
import type { Actor } from '../auth/actor'
import type { RoleName } from '../auth/permissions'
import { actAs } from '../auth/require-actor'
import { createPipeline } from '../pipelines/commands'
import { createTenant } from '../tenants/commands'
import { cheapHash } from './cheap-hash'

/** A tenant of its own for a test, with one member of each of the roles asked for. */
export async function newTenant<Role extends RoleName>(...roles: Role[]): Promise<Record<Role, Actor>> {
  const members = roles.map((role) => ({
    email: `${role.toLowerCase()}.${randomUUID()}@test.example`,
    password: randomUUID(),
    firstName: 'Test',
    lastName: role,
    role,
  }))
  const { tenantId, userIds } = await createTenant({ name: 'Test', members }, cheapHash)
  const actors = await Promise.all(userIds.map((id) => actAs(tenantId, id, 'api')))
  return Object.fromEntries(roles.map((role, i) => [role, actors[i]!])) as Record<Role, Actor>
}

/** A pipeline with Open, Second, Won and Lost, and the ids of its stages in that order. */
export async function newPipeline(actor: Actor) {
  const pipeline = await createPipeline(actor, {
    name: 'Sales',
    stages: [{ name: 'Open' }, { name: 'Second' }, { name: 'Won' }, { name: 'Lost' }],
  })
  const [open, second, won, lost] = pipeline.stages.map((stage) => stage.id) as [string, string, string, string]
  return { pipeline, open, second, won, lost }
}
