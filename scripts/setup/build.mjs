import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runQuietly } from '../base/children.mjs'
import { Failure } from '../base/failure.mjs'
import { takeLock } from '../base/lock.mjs'
import { ROOT } from '../base/root.mjs'
import { writeTypesConfig } from './types-config.mjs'

const SOURCES = [
  ...['app', 'components', 'db', 'lib', 'public'],
  ...['instrumentation.ts', 'next.config.ts', 'postcss.config.mjs', 'package.json', 'package-lock.json'],
]

/**
 * Builds for production unless the last build is of these very sources. One build at a time in one dist folder.
 * @param {{ distDir: string, log?: (line: string) => void }} options @returns {Promise<boolean>} whether it built
 */
export async function buildWhenStale({ distDir, log = console.log }) {
  const dist = path.join(ROOT, distDir)
  const stamp = path.join(dist, 'penstock-sources')
  const isFresh = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === hashSources()
  if (isFresh()) return false
  // Next empties the dist folder except for its cache.
  mkdirSync(path.join(dist, 'cache'), { recursive: true })
  const release = await wait(path.join(dist, 'cache/penstock-build'), log)
  try {
    if (isFresh()) return false
    const hash = hashSources()
    log('building for production')
    rmSync(stamp, { force: true })
    const next = path.join(ROOT, 'node_modules/next/dist/bin/next')
    const TSCONFIG = writeTypesConfig(distDir)
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, NODE_ENV: 'production', DIST_DIR: distDir, TSCONFIG, NEXT_TELEMETRY_DISABLED: '1' }
    const { code, output } = await runQuietly(process.execPath, [next, 'build'], { cwd: ROOT, env })
    if (code !== 0) throw new Failure(`the production build failed\n${output.trimEnd()}`)
    writeFileSync(stamp, hash)
    return true
  } finally {
    release()
  }
}

/** @param {string} lockFile @param {(line: string) => void} log */
async function wait(lockFile, log) {
  for (let said = false; ; said = true) {
    const lock = takeLock(lockFile)
    if (lock.holder === undefined) return lock.release
    if (!said) log(`waiting for the build of process ${lock.holder}`)
    await sleep(500)
  }
}

function hashSources(root = ROOT) {
  const hash = createHash('sha256').update(process.version)
  for (const source of SOURCES) addTo(hash, root, source)
  return hash.digest('hex')
}

/** @param {import('node:crypto').Hash} hash @param {string} root @param {string} name */
function addTo(hash, root, name) {
  const file = path.join(root, name)
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isDirectory()) for (const entry of readdirSync(file).sort()) addTo(hash, root, `${name}/${entry}`)
  else if (found && !/\.test\.tsx?$/.test(name)) hash.update(`${name}\0${found.size}\0`).update(readFileSync(file))
}
