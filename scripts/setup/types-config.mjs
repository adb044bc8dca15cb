import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../base/root.mjs'

const TESTS = ['e2e', 'bench', '**/*.test.ts', '**/*.test.tsx', 'lib/testing', '*.config.ts']

/**
 * The project's tsconfig for one dist folder: of the generated types only its own, as another one's may be older than
 * the sources. A production build leaves the tests and scripts out: their packages need not be installed.
 * @param {{ distDir: string, tests: boolean }} options
 * @returns {string} the name of the file, in the root: the bundler finds none in a dist folder
 */
export function writeTypesConfig({ distDir, tests }) {
  const name = `tsconfig${distDir}${tests ? '-tests' : ''}.json`
  const sources = ['**/*.ts', '**/*.tsx', ...(tests ? ['**/*.mjs'] : [])]
  const config = {
    extends: './tsconfig.json',
    compilerOptions: { tsBuildInfoFile: `${distDir}/cache/${name}.tsbuildinfo` },
    include: ['next-env.d.ts', ...sources, `${distDir}/types/**/*.ts`, `${distDir}/dev/types/**/*.ts`],
    exclude: ['node_modules', '.data', '.test', ...(tests ? [] : TESTS)],
  }
  writeFileSync(path.join(ROOT, name), `${JSON.stringify(config, null, 2)}\n`)
  return name
}
