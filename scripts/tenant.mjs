import './base/node-version.mjs'
import { parseArgs } from 'node:util'
import { runChild } from './base/children.mjs'
import { exitWith, Failure } from './base/failure.mjs'
import { ROOT } from './base/root.mjs'
import { ensureInstalled } from './setup/install.mjs'
import { withDatabase } from './setup/settings.mjs'

const USAGE = 'npm run tenant -- --name "Acme" --email admin@acme.example [--first Ada] [--last Admin] [--currency EUR]'

try {
  await main()
} catch (error) {
  exitWith(error)
}

/** A tenant with its first admin, whose password is printed once. */
async function main() {
  const given = readArguments()
  ensureInstalled({ dev: false })
  const { migrate } = await import('./setup/migrations.mjs')
  await withDatabase(async (url) => {
    await migrate(process.env.DATABASE_DIRECT_URL || url)
    const env = { ...process.env, DATABASE_URL: url }
    const args = ['--import', 'tsx', 'scripts/create-tenant.ts', JSON.stringify(given)]
    const code = await runChild(process.execPath, args, { cwd: ROOT, env })
    if (code !== 0) throw new Failure('the tenant was not made')
  })
}

function readArguments() {
  const option = { type: /** @type {const} */ ('string') }
  try {
    const { values } = parseArgs({
      options: { name: option, email: option, first: option, last: option, currency: option },
    })
    if (values.name && values.email) return values
  } catch {}
  throw new Failure(`say it as in: ${USAGE}`)
}
