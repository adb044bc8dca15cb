import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { sqlState } from '@/db/errors'
import { Email } from '@/lib/auth/schema'
import { createTenant } from '@/lib/tenants/commands'
import { currency, text } from '@/lib/values/formats'

const Arguments = z.object({
  name: text(1, 200),
  email: Email,
  first: text(1, 100).default('Admin'),
  last: text(0, 100).default(''),
  currency: currency.default('USD'),
})

const given = Arguments.safeParse(JSON.parse(process.argv[2] ?? '{}'))
if (!given.success) fail(given.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
const { name, email, first, last } = given.data
const password = randomBytes(15).toString('base64url')
try {
  const admin = { email, password, firstName: first, lastName: last, role: 'ADMIN' as const }
  await createTenant({ name, currency: given.data.currency, members: [admin] })
} catch (error) {
  if (sqlState(error) === '23505') fail(`${email} has an account already`)
  throw error
}
console.log(`Made the tenant "${name}". Sign in as ${email} with the password ${password} (it is not shown again).`)
process.exit(0)

function fail(reason: string): never {
  console.error(reason)
  process.exit(1)
}
