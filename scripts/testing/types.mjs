import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../settings.mjs'

/**
 * A tsconfig for the check: the project's own, but of the generated types only those of this dist folder. Those of
 * another one may be older than the sources.
 * @param {string} distDir @returns {string} its path
 */
export function writeTypesConfig(distDir) {
  const file = path.join(ROOT, '.test/tsconfig.json')
  mkdirSync(path.dirname(file), { recursive: true })
  const config = {
    extends: '../tsconfig.json',
    compilerOptions: { tsBuildInfoFile: 'types.tsbuildinfo' },
    include: ['../next-env.d.ts', '../**/*.ts', '../**/*.tsx', `../${distDir}/types/**/*.ts`],
    exclude: ['../node_modules', '../.data', '../.test'],
  }
  writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`)
  return file
}
