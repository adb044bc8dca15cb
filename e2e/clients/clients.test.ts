import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchDocument } from '../http/support/documented'
import { BASE_URL } from '../http/support/settings'
import { newAdmin } from '../http/support/tenant'

const JOBS = fileURLToPath(new URL('jobs', import.meta.url))
const TSX = path.resolve('node_modules/tsx/dist/cli.mjs')
let folder: string

/** What a program of the folder says; throws that where it fails. */
async function run(program: string, args: string[], env: Record<string, string> = {}) {
  const options = { cwd: folder, env: { ...process.env, ...env }, maxBuffer: 10_000_000 }
  const { stdout, stderr } = await promisify(execFile)(program, args, options).catch((error) => {
    throw new Error(`${error.message}\n${error.stdout}\n${error.stderr}`)
  })
  return stdout + stderr
}

const runModule = (module: string, ...args: string[]) => run(process.execPath, [`node_modules/${module}`, ...args])

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clients-'))
  await cp(JOBS, folder, { recursive: true })
  await writeFile(path.join(folder, 'openapi.json'), JSON.stringify(await fetchDocument()))
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a linter of another maker finds no fault', async () => {
  expect(await run(process.execPath, ['spectral.mjs'])).toBe('')
})

test('clients are generated, and know by its name whatever their jobs need', async () => {
  await runModule('openapi-typescript/bin/cli.js', 'openapi.json', '-o', 'generated/openapi-typescript.ts')
  await runModule('@hey-api/openapi-ts/bin/run.js', '-i', 'openapi.json', '-o', 'generated/hey-api')
  expect(await runModule('typescript/bin/tsc')).toBe('')
})

test.each(['openapi-fetch', 'hey-api'])('%s does a whole job', async (name) => {
  const { email, password } = (await newAdmin()).account
  const env = { BASE_URL, EMAIL: email, PASSWORD: password }
  expect(await run(process.execPath, [TSX, `${name}.ts`], env)).toBe('')
})
