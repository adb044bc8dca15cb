import * as z from 'zod'

/** An email address in the form in which it is unique: NFKC, trimmed, lower case. */
export const Email = z
  .string()
  .max(320)
  .transform((value) => value.normalize('NFKC').trim().toLowerCase())
  .pipe(z.email())

export const Credentials = z
  .object({ email: z.string().max(320), password: z.string().min(1).max(1000) })
  .meta({ id: 'Credentials', examples: [{ email: 'rep@demo.example', password: 'penstock-demo' }] })

const refreshToken = z.string().max(200)

export const RefreshRequest = z
  .object({ refresh_token: refreshToken.optional(), refreshToken: refreshToken.optional() })
  .transform(({ refresh_token, refreshToken }) => [refresh_token, refreshToken].filter((token) => token !== undefined))
  .refine(([token]) => token !== undefined, { path: ['refresh_token'], message: 'is required' })
  .refine(([one, other = one]) => one === other, {
    path: ['refreshToken'],
    message: 'is not the same as refresh_token',
  })
  .transform(([token]) => ({ refresh_token: token! }))
  .describe('By either name')
  .meta({ id: 'RefreshRequest', examples: [{ refresh_token: 'prt_Qm9hdHMgYWdhaW5zdCB0aGUgY3VycmVudA' }] })

export type TokenPair = z.infer<typeof TokenPair>
export const TokenPair = z
  .object({
    token: z.string().describe('Bearer token, valid for a day'),
    refresh_token: z.string().describe('Good for one refresh within 30 days; using it twice signs the session out'),
    refreshToken: z.string().describe('The refresh token by its other name'),
  })
  .meta({ id: 'TokenPair' })

export const IsSignedIn = z.boolean()
