import { randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { generateNKeysBetween } from 'fractional-indexing'
import postgres from 'postgres'
import { tsImport } from 'tsx/esm/api'
import { migrate } from '../../scripts/setup/migrations.mjs'
import { MEMBERS, pipelinesOf, TENANTS } from './shape.mjs'
import { statements } from './statements.mjs'
import { withoutIndexes } from './without-indexes.mjs'

const { defaultRoles } = await tsImport('../../lib/auth/permissions.ts', import.meta.url)

const SESSIONS = 32

/**
 * Brings an empty database to the newest schema and fills it, set by set.
 * @param {string} url @param {{ deals: number, perPipeline: number, stages: { name: string, kind: string }[] }} size
 * @returns {Promise<{ tokens: string[], login: { email: string, password: string } }>}
 */
export async function load(url, size) {
  await migrate(url)
  const sql = postgres(url, { max: 1, ...{ max_pipeline: 1 }, onnotice: () => {} })
  const password = randomBytes(15).toString('base64url')
  const tokens = Array.from({ length: SESSIONS }, () => `pat_${randomBytes(32).toString('base64url')}`)
  const input = {
    tenants: TENANTS,
    members: MEMBERS,
    stages: size.stages,
    pipelines: pipelinesOf(size),
    roles: Object.entries(defaultRoles).map(([name, permissions]) => ({ name, permissions })),
    ranks: generateNKeysBetween(null, null, Math.ceil(Math.max(size.perPipeline, 200) / size.stages.length)),
    passwordHash: await hash(password),
    tokens,
  }
  try {
    await sql`set maintenance_work_mem = '256MB'`
    await sql`set synchronous_commit = off`
    for (const statement of statements.settingUp) await statement(sql, input)
    await withoutIndexes(sql, ['deals', 'changes'], async () => {
      for (const statement of statements.filling) await statement(sql, input)
    })
    await sql`vacuum analyze`
  } finally {
    await sql.end()
  }
  return { tokens, login: { email: 'member0@tenant0.example', password } }
}
