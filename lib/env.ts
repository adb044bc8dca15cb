import * as z from 'zod'

const flag = z
  .enum(['0', '1', 'false', 'true'])
  .default('0')
  .transform((value) => value === '1' || value === 'true')

const count = (unlessSet: number) =>
  z.preprocess((value) => value || unlessSet, z.coerce.number().int().min(1).max(1_000_000_000))

const Env = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// address'),
  /** Address for LISTEN and migrations when DATABASE_URL goes through a transaction pooler. */
  DATABASE_DIRECT_URL: z.string().optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(14),
  /** Set to false behind a pooler in transaction mode that does not know prepared statements. */
  DATABASE_PREPARE: flag.default(true),
  /** Signs session cookies; npm start makes one for the embedded database. Command-line tools do without. */
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /** The public address, when there is one; https makes cookies Secure. */
  NEXTAUTH_URL: z.url().optional(),
  /** Set by scripts/start.mjs alone, for the embedded and loopback-bound demo. */
  DEMO: flag,
  /** Requests of one person per minute; RATE_LIMIT_HEAVY has the units of heavy work, see lib/http/weights.ts. */
  RATE_LIMIT_LIGHT: count(12_000),
  RATE_LIMIT_HEAVY: count(3000),
  /** A tenant's limits as a multiple of one person's. */
  RATE_LIMIT_TENANT: count(5),
  /** Open event streams of one person in one web process. */
  STREAM_LIMIT: count(50),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
})

/** The environment, checked on first use: `next build` loads every module without one. */
export function env() {
  parsed ??= read()
  return parsed
}

let parsed: z.infer<typeof Env> | undefined

function read() {
  const result = Env.safeParse(process.env)
  if (result.success) return result.data
  const lines = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The environment is not usable. ${lines.join('; ')}`)
}

export const isDemo = () => env().DEMO
