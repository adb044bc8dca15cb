import * as z from 'zod'
import { User } from '../users/schema'

/** The form under which an address is unique: compatibility-normalised, so look-alike widths and cases are one account. */
export const Email = z
  .string()
  .max(320)
  .transform((value) => value.normalize('NFKC').trim().toLowerCase())
  .pipe(z.email())

export const Credentials = z.object({ email: z.string().max(320), password: z.string().min(1).max(1000) })

export const RefreshRequest = z.object({ refresh_token: z.string().max(200) })

export type TokenPair = z.infer<typeof TokenPair>
export const TokenPair = z.object({
  token: z.string().describe('Bearer token, valid for a day'),
  refresh_token: z.string().describe('Good for one refresh within 30 days; using it twice signs the session out'),
})

export const SignedIn = TokenPair.extend({ user: User })

export const IsSignedIn = z.boolean()
