import * as z from 'zod'
import { TokenPair } from '../auth/schema'
import { jsonParameter } from '../query/schema'
import { Named, uuid } from '../values/formats'

export type User = z.infer<typeof User>
export const User = z
  .object({
    id: z.guid(),
    email: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    name: z.string().describe('First and last name, or the address when both are missing'),
    imageUrl: z.string().nullable(),
    tenantId: z.guid(),
    roleId: z.guid(),
    role: Named,
    defaultOrganizationId: z.guid(),
    lastOrganizationId: z.guid(),
    preferredLanguage: z.string().nullable(),
  })
  .meta({ id: 'User' })

export type Me = z.infer<typeof Me>
export const Me = User.extend({
  tenant: Named.optional().describe('Only with the relation tenant'),
  employee: z
    .object({
      id: z.guid(),
      userId: z.guid(),
      tenantId: z.guid(),
      organizationId: z.guid(),
      organization: Named,
    })
    .meta({ id: 'Employee' })
    .optional()
    .describe('The user in the default organization; only with includeEmployee or the relation employee'),
  organizations: z
    .array(Named)
    .optional()
    .describe("The tenant's, the default one first; only with employee or includeOrganization"),
}).meta({ id: 'Me' })

/** Query of /api/user/me; relations that do not exist here are ignored. */
export type MeQuery = z.output<typeof MeQuery>
export const MeQuery = z
  .strictObject({
    relations: z
      .unknown()
      .meta({ type: 'array', items: { type: 'string' } })
      .optional()
      .describe('Any of employee, organizations and tenant'),
    data: jsonParameter
      .pipe(z.strictObject({ relations: z.unknown().optional(), tenantId: uuid.optional() }))
      .optional()
      .describe('The relations as JSON: {"relations":[…]}')
      .meta({ deprecated: true }),
    includeEmployee: z.unknown().meta({ type: 'boolean' }).optional().describe('With the employee'),
    includeOrganization: z.unknown().meta({ type: 'boolean' }).optional().describe('With the organizations'),
    tenantId: uuid.optional().describe("The caller's own; another one is refused with 403"),
  })
  .transform(({ relations, data, includeEmployee, includeOrganization }) => {
    const named = JSON.stringify([relations, data])
    const employee = includeEmployee === 'true' || /\bemployee\b/.test(named)
    return {
      employee,
      organizations: employee || includeOrganization === 'true' || /\borganizations\b/.test(named),
      tenant: /\btenant\b/.test(named),
    }
  })

export type Member = { id: string; name: string; imageUrl: string | null }

export const SignedIn = TokenPair.extend({
  user: User,
  expires_in: z.int().describe('Seconds for which the bearer token is valid'),
}).meta({ id: 'SignedIn' })
