import * as z from 'zod'
import { TokenPair } from '../auth/schema'
import { jsonParameter } from '../query/schema'
import { uuid } from '../values/formats'

export type User = z.infer<typeof User>
export const User = z.object({
  id: z.guid(),
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  name: z.string().describe('First and last name, or the address when both are missing'),
  imageUrl: z.string().nullable(),
  tenantId: z.guid(),
  roleId: z.guid(),
  role: z.object({ id: z.guid(), name: z.string() }),
  defaultOrganizationId: z.guid(),
  lastOrganizationId: z.guid(),
  preferredLanguage: z.string().nullable(),
})

const Organization = z.object({ id: z.guid(), name: z.string() })

export type Me = z.infer<typeof Me>
export const Me = User.extend({
  tenant: Organization.optional().describe('Only with the relation tenant'),
  employee: z
    .object({
      id: z.guid(),
      userId: z.guid(),
      tenantId: z.guid(),
      organizationId: z.guid(),
      organization: Organization,
    })
    .optional()
    .describe('The user in the default organization; only with includeEmployee or the relation employee'),
  organizations: z
    .array(Organization)
    .optional()
    .describe("The tenant's, the default one first; only with employee or includeOrganization"),
})

/** Query of /api/user/me; relations that do not exist here are ignored. */
export type MeQuery = z.output<typeof MeQuery>
export const MeQuery = z
  .strictObject({
    relations: z.unknown().optional(),
    data: jsonParameter
      .pipe(z.strictObject({ relations: z.unknown().optional(), tenantId: uuid.optional() }))
      .optional()
      .describe('The same as JSON: {"relations":[…]}'),
    includeEmployee: z.unknown().optional(),
    includeOrganization: z.unknown().optional(),
    tenantId: uuid.optional(),
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
})
