import './base/node-version.mjs'
import { exitWith } from './base/failure.mjs'
import { migrate } from './setup/migrations.mjs'
import { withDatabase } from './setup/settings.mjs'

await withDatabase((url) => migrate(process.env.DATABASE_DIRECT_URL || url)).then(
  () => console.log('the database is up to date'),
  exitWith,
)
