import * as z from 'zod'
import { uuid } from '../fields'

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

/** Parameters that clients of the Gauzy family send; accepted without effect. */
export const MeQuery = z.strictObject({
  relations: z.unknown().optional(),
  includeEmployee: z.unknown().optional(),
  includeOrganization: z.unknown().optional(),
  tenantId: uuid.optional(),
})

export const fullName = (user: { firstName: string | null; lastName: string | null; email: string }) =>
  [user.firstName, user.lastName].filter(Boolean).join(' ') || user.email
