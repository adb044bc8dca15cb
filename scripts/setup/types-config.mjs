import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../base/root.mjs'

/**
 * The project's tsconfig for one dist folder: of the generated types only its own, as another one's may be older than
 * the sources.
 * @param {string} distDir @returns {string} the name of the file, in the root: the bundler finds none in a dist folder
 */
export function writeTypesConfig(distDir) {
  const name = `tsconfig${distDir}.json`
  const sources = ['**/*.ts', '**/*.tsx', '**/*.mjs']
  const config = {
    extends: './tsconfig.json',
    compilerOptions: { tsBuildInfoFile: `${distDir}/cache/${name}.tsbuildinfo` },
    include: ['next-env.d.ts', ...sources, `${distDir}/types/**/*.ts`, `${distDir}/dev/types/**/*.ts`],
    exclude: ['node_modules', '.data', '.test', 'e2e/clients/jobs'],
  }
  writeFileSync(path.join(ROOT, name), `${JSON.stringify(config, null, 2)}\n`)
  return name
}
